package dev.layerc.emit;

import dev.layerc.loop.Buffer;
import dev.layerc.loop.LoopProgram;
import dev.layerc.loop.Routine;
import dev.layerc.loop.Statement;
import dev.layerc.loop.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The fields that hold a network's buffers, one for each, in the class of its owner. */
final class Fields {
  private static final List<String> RESERVED =
      List.of("tensors", "states", "capacity", "samples", "training");

  private final Map<Buffer, String> names = new LinkedHashMap<>();
  private final List<Buffer> trainingOutputs;

  Fields(LoopProgram program, Signature signature) {
    Map<Buffer.Owner, JavaIdentifiers> taken = new EnumMap<>(Buffer.Owner.class);
    for (Buffer.Owner owner : Buffer.Owner.values()) {
      taken.put(owner, new JavaIdentifiers(RESERVED));
    }
    for (Buffer buffer : program.buffers()) {
      if (buffer.owner() != Buffer.Owner.CALLER) {
        names.put(buffer, taken.get(buffer.owner()).take(buffer.name()));
      }
    }
    trainingOutputs = trainingOutputs(program, signature);
    for (Buffer output : trainingOutputs) {
      names.put(output, taken.get(Buffer.Owner.WORKSPACE).take(output.name()));
    }
    for (Buffer buffer : program.buffers()) {
      if (buffer.owner() == Buffer.Owner.CALLER
          && signature.port(buffer).kind() == Port.Kind.INPUT_GRADIENT) {
        names.put(buffer, taken.get(Buffer.Owner.GRADIENTS).take(buffer.name()));
      }
    }
  }

  /** Outputs that the training passes compute too; nobody is given them, the workspace has them. */
  private static List<Buffer> trainingOutputs(LoopProgram program, Signature signature) {
    Set<Buffer> outputs = new LinkedHashSet<>();
    Stream.of(program.evaluate(), program.forward(), program.backward(), program.stepRoutine())
        .flatMap(routine -> routine.stream().map(Routine::calls).flatMap(List::stream))
        .map(Statement.Invoke::arguments)
        .flatMap(List::stream)
        .forEach(
            value -> {
              if (value instanceof Value.BufferOf of
                  && of.buffer().owner() == Buffer.Owner.CALLER
                  && signature.port(of.buffer()).kind() == Port.Kind.OUTPUT) {
                outputs.add(of.buffer());
              }
            });
    return new ArrayList<>(outputs);
  }

  List<Buffer> trainingOutputs() {
    return trainingOutputs;
  }

  String name(Buffer buffer) {
    String name = names.get(buffer);
    if (name == null) {
      throw new IllegalArgumentException("buffer " + buffer.name() + " is not in the program");
    }
    return name;
  }
}
