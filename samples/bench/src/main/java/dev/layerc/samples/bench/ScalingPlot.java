package dev.layerc.samples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/** The time of a multiply-add over the width of a net, both axes logarithmic. */
final class ScalingPlot {
  private final XYChart chart;

  ScalingPlot(String title) {
    chart =
        new XYChartBuilder()
            .width(800)
            .height(500)
            .title(title)
            .xAxisTitle("n")
            .yAxisTitle("picoseconds a multiply-add")
            .build();
    chart.getStyler().setXAxisLogarithmic(true);
    chart.getStyler().setYAxisLogarithmic(true);
  }

  void add(String name, List<Double> widths, List<Double> picoseconds) {
    chart.addSeries(name, widths, picoseconds);
  }

  /** As a PNG. */
  void write(Path file) throws IOException {
    if (!ImageIO.write(BitmapEncoder.getBufferedImage(chart), "png", file.toFile())) {
      throw new IOException(file + ": this JDK writes no PNG");
    }
  }
}
