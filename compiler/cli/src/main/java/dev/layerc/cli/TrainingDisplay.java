package dev.layerc.cli;

import dev.layerc.runtime.EpochResult;
import dev.layerc.runtime.Score;
import dev.layerc.runtime.TrainingListener;
import dev.layerc.runtime.TrainingProgress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a training: a line an epoch, and on a terminal a bar that moves within it. */
final class TrainingDisplay implements TrainingListener, AutoCloseable {
  private static final int UPDATE_MILLIS = 200;

  private final PrintWriter out;
  private final boolean bars;
  private ProgressBar bar;

  TrainingDisplay(PrintWriter out, boolean bars) {
    this.out = out;
    this.bars = bars;
  }

  @Override
  public void batchDone(TrainingProgress progress) {
    if (!bars) {
      return;
    }
    if (bar == null) {
      bar = open(progress);
    }
    bar.stepTo(progress.batch());
    bar.setExtraMessage("loss " + number(progress.loss()) + ", " + time(progress.left()) + " left");
  }

  private static ProgressBar open(TrainingProgress progress) {
    return new ProgressBarBuilder()
        .setTaskName("epoch " + progress.epoch() + "/" + progress.epochs())
        .setInitialMax(progress.batches())
        .setUpdateIntervalMillis(UPDATE_MILLIS)
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .clearDisplayOnFinish()
        .build();
  }

  @Override
  public void epochDone(EpochResult result) {
    close();
    out.println(line(result));
    out.flush();
  }

  static String line(EpochResult result) {
    int width = String.valueOf(result.epochs()).length();
    String end = result.epoch() < result.epochs() ? ", " + time(result.left()) + " left" : "";
    return String.format(
        Locale.ROOT,
        "epoch %" + width + "d/%d  loss %s%s  %s%s",
        result.epoch(),
        result.epochs(),
        number(result.loss()),
        score(result.test()),
        time(result.took()),
        end);
  }

  private static String score(Score test) {
    String loss = Double.isNaN(test.loss()) ? "" : "  test loss " + number(test.loss());
    return Double.isNaN(test.accuracy())
        ? loss
        : loss + String.format(Locale.ROOT, "  accuracy %.2f %%", 100 * test.accuracy());
  }

  /** Four places, or four digits where places say nothing. */
  private static String number(double value) {
    double size = Math.abs(value);
    boolean plain = value == 0 || (size >= 1e-2 && size < 1e5);
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", value);
  }

  /** {@code 0.84 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String time(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
