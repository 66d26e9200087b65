package dev.layerc.schedule;

import dev.layerc.loop.Method;
import dev.layerc.loop.Statement;
import java.util.List;

/** The code of a group that begins with a contraction in tiles. */
interface TiledCode {

  /** That of a tile; its statements are for {@code method}, its further methods for beside it. */
  static TiledCode of(Tile tile, Group group, String name, MethodDraft method) {
    return tile instanceof RowTile rows
        ? new RowTileMethod(rows, group, name, method)
        : new DotTileMethod((DotTile) tile, group, name, method);
  }

  /** The loops over what {@code scope} does not fix. */
  List<Statement> statements(Scope scope);

  /** The methods that these call. */
  List<Method> tiles();
}
