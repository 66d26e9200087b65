package dev.layerc.schedule;

import dev.layerc.equation.Index;
import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The only term of a {@link RowTile} added to all its rows in vectors, a rank-one update: a method
 * that cuts the rows into panels, and a {@link RankOnePanel} for each width of these.
 */
final class RankOneTile {
  private final RowTile plan;
  private final String name;
  private final MethodDraft method;
  private final List<Value> outer = new ArrayList<>();
  private final Map<String, Method> panels = new LinkedHashMap<>();

  /** A form whose inner index has one value, 0, and which reduces no other. */
  RankOneTile(RowTile plan, String name, Storage storage) {
    this.plan = plan;
    this.name = name;
    this.method = new MethodDraft(storage);
    for (Index index : plan.outer()) {
      outer.add(method.argument(index));
    }
  }

  /** The methods that {@link #build} calls. */
  List<Method> panels() {
    return List.copyOf(panels.values());
  }

  /** The method; the values of the outer indices are its last arguments. */
  ScheduledMethod build() {
    RowPanels row = new RowPanels(plan.laneEnd(method), PanelShape.widest(1), method);
    return method.finish(name, row.each((shape, lane, last) -> panel(shape, lane)), List.of());
  }

  private List<Statement> panel(PanelShape shape, Value lane) {
    ScheduledMethod panel =
        new RankOnePanel(plan, shape, method.storage()).build(name + shape.suffix());
    panels.putIfAbsent(panel.method().name(), panel.method().forVectors());
    List<Value> last = new ArrayList<>(outer);
    last.add(lane);
    return List.of(method.call(panel, last));
  }
}
