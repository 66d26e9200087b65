package dev.layerc.cli;

import dev.layerc.equation.Program;
import dev.layerc.equation.Tensor;
import dev.layerc.runtime.Dataset;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Holds data against the inputs and the target of a network. */
record DataFit(Program program, Tensor target) {

  void require(Dataset data) {
    requireFeatures(data);
    requireTarget(data);
    if (!target.isReal()) {
      requireLabels(data);
    }
  }

  private void requireFeatures(Dataset data) {
    int wanted = program.inputs().stream().mapToInt(Tensor::size).sum();
    if (data.featureSize() != wanted) {
      String inputs =
          program.inputs().stream()
              .map(t -> t.name() + (t.shape().isEmpty() ? "" : t.shape().toString()))
              .collect(Collectors.joining(", "));
      throw wrong(
          data,
          String.format(
              "rows of %d features; net %s takes %d (%s)",
              data.featureSize(), program.name(), wanted, inputs));
    }
  }

  private void requireTarget(Dataset data) {
    if (data.hasLabels() == target.isReal()) {
      throw wrong(
          data,
          String.format(
              "holds %s; target '%s' of net %s is %s",
              data.hasLabels() ? "whole-number labels" : "real targets",
              target.name(),
              program.name(),
              target.isReal() ? "real" : target.type()));
    }
    if (data.targetSize() != target.size()) {
      throw wrong(
          data,
          String.format(
              "%d target values a row; '%s' of net %s takes %d",
              data.targetSize(), target.name(), program.name(), target.size()));
    }
  }

  private void requireLabels(Dataset data) {
    int limit = target.type().limit();
    OptionalInt bad = data.firstLabelOutside(limit);
    if (bad.isPresent()) {
      throw wrong(
          data,
          String.format(
              "row %d: label %d is out of range: '%s' of net %s is int<%d>, 0..%d",
              data.sourceRow(bad.getAsInt()),
              data.label(bad.getAsInt()),
              target.name(),
              program.name(),
              limit,
              limit - 1));
    }
  }

  private static CommandFailure wrong(Dataset data, String message) {
    return CommandFailure.wrongInput(data.source() + ": " + message);
  }
}
