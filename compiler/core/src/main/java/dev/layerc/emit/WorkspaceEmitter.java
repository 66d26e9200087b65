package dev.layerc.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.layerc.loop.Buffer;
import dev.layerc.loop.BufferPlan;
import dev.layerc.loop.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** The class of scratch memory. */
final class WorkspaceEmitter {
  /** A field that is an array or rows, or null. */
  private static final int CREATION_BYTES = 32;

  private final Net net;
  private final NetNames names;
  private final Set<Buffer> buffers;

  WorkspaceEmitter(Net net) {
    this.net = net;
    this.names = net.names();
    this.buffers = buffers();
  }

  GeneratedFile emit() {
    TypeSpec.Builder type =
        Classes.open(names, "Workspace")
            .addJavadoc(
                "Memory that {@link $L} computes in, for one thread at a time: with one at hand,"
                    + " nothing is allocated.\n",
                names.net());
    if (buffers.stream().anyMatch(buffer -> room(buffer) > buffer.columns())) {
      type.addJavadoc(
          "\n<p>Long rows have room at their end, so that all begin at the same place of a line of"
              + " the cache.\n");
    }
    int zeros = net.used().zeros();
    if (zeros > 0) {
      type.addField(zeros(zeros));
    }
    type.addField(TypeName.INT, "capacity", Modifier.FINAL);
    type.addField(TypeName.BOOLEAN, "training", Modifier.FINAL);
    type.addField(TypeName.INT, "samples");
    buffers.forEach(buffer -> type.addField(field(buffer)));
    type.addMethods(constructor());
    type.addMethod(capacity());
    if (net.hasForward()) {
      type.addMethod(requireTraining());
      type.addMethod(metric());
      type.addMethod(mean());
    }
    net.program().loss().ifPresent(loss -> type.addMethod(loss(loss)));
    return names.file(type.build());
  }

  private Set<Buffer> buffers() {
    Set<Buffer> buffers = new LinkedHashSet<>(net.owned(Buffer.Owner.WORKSPACE));
    buffers.addAll(net.program().predictionBuffers());
    buffers.addAll(net.program().trainingBuffers());
    buffers.removeIf(buffer -> buffer.owner() != Buffer.Owner.WORKSPACE);
    buffers.removeAll(plan().borrowed().keySet());
    buffers.addAll(net.fields().trainingOutputs());
    buffers.addAll(plan().borrowed().keySet());
    return buffers;
  }

  private FieldSpec zeros(int length) {
    return FieldSpec.builder(new JavaTypes(names).of(Type.REAL_ARRAY), "ZEROS")
        .addJavadoc(
            "What a row is that is not there, as that before the first; nobody writes it.\n")
        .addModifiers(Modifier.STATIC, Modifier.FINAL)
        .initializer("new $T[$L]", names.real(), length)
        .build();
  }

  private BufferPlan plan() {
    return net.program().plan();
  }

  private FieldSpec field(Buffer buffer) {
    String batch = buffer.tensor().perSample() ? ", for each sample" : "";
    FieldSpec.Builder field =
        FieldSpec.builder(new JavaTypes(names).of(buffer.type()), net.fields().name(buffer));
    if (!LongMethod.isSplit(buffers.size(), CREATION_BYTES)) {
      field.addModifiers(Modifier.FINAL);
    }
    return field.addJavadoc("$L$L.\n", Comments.escaped(contents(buffer)), batch).build();
  }

  /** {@code h1.y [64], then h2.y [32]}. */
  private String contents(Buffer buffer) {
    return plan().tensors(buffer).stream()
        .map(tensor -> tensor.name() + " " + tensor.shape())
        .collect(Collectors.joining(", then "));
  }

  private List<MethodSpec> constructor() {
    MethodSpec.Builder constructor =
        MethodSpec.constructorBuilder()
            .addParameter(TypeName.INT, "capacity")
            .addParameter(TypeName.BOOLEAN, "training")
            .addStatement(
                "$T.count(capacity, $L)", names.type("Arguments"), Integer.MAX_VALUE / longest())
            .addStatement("this.capacity = capacity")
            .addStatement("this.training = training");
    List<CodeBlock> creations = new ArrayList<>();
    for (Buffer buffer : buffers) {
      creations.add(CodeBlock.of("$L =$W$L", net.fields().name(buffer), memory(buffer)));
    }
    return LongMethod.of(constructor, "create", creations, CREATION_BYTES);
  }

  /** New memory in a workspace that needs it, or that of another tensor. */
  private CodeBlock memory(Buffer buffer) {
    Buffer lender = plan().borrowed().get(buffer);
    if (lender != null) {
      return CodeBlock.of("training ? $L : $L", net.fields().name(lender), creation(buffer));
    }
    return net.program().predictionBuffers().contains(buffer)
        ? creation(buffer)
        : CodeBlock.of("training ? $L : null", creation(buffer));
  }

  /** The most numbers that a sample takes in one array. */
  private int longest() {
    return buffers.stream().mapToInt(b -> Math.max(b.rows(), b.columns())).max().orElse(1);
  }

  private CodeBlock creation(Buffer buffer) {
    boolean perSample = buffer.tensor().perSample();
    boolean batchInRows = perSample && !buffer.layout().columnAxes().contains(0);
    String element = buffer.tensor().isReal() ? names.real().toString() : "int";
    String columns = length(room(buffer), perSample && !batchInRows);
    return buffer.layout().isFlat()
        ? CodeBlock.of("new $L[$L]", element, columns)
        : CodeBlock.of("new $L[$L][$L]", element, length(buffer.rows(), batchInRows), columns);
  }

  private int room(Buffer buffer) {
    boolean isDouble = buffer.tensor().isReal() && names.real().equals(TypeName.DOUBLE);
    return buffer.room(isDouble ? Double.BYTES : Float.BYTES);
  }

  private static String length(int each, boolean perSample) {
    return perSample ? each == 1 ? "capacity" : "capacity * " + each : Integer.toString(each);
  }

  private static MethodSpec capacity() {
    return MethodSpec.methodBuilder("capacity")
        .addJavadoc("The most samples that one call may have.\n")
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.INT)
        .addStatement("return capacity")
        .build();
  }

  private static MethodSpec requireTraining() {
    return MethodSpec.methodBuilder("requireTraining")
        .addJavadoc("Refuses a workspace for prediction alone.\n")
        .beginControlFlow("if (!training)")
        .addStatement(
            "throw new $T(\n$S)",
            IllegalArgumentException.class,
            "workspace is for prediction alone; newWorkspace makes one for training")
        .endControlFlow()
        .build();
  }

  private MethodSpec loss(Buffer loss) {
    return MethodSpec.methodBuilder("loss")
        .addJavadoc("The mean loss of the last gradient or evaluation computed here; NaN before.\n")
        .addModifiers(Modifier.PUBLIC)
        .returns(TypeName.DOUBLE)
        .addStatement("return mean($L)", net.fields().name(loss))
        .build();
  }

  private MethodSpec metric() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("metric")
            .addJavadoc(
                "The mean of a metric in the last gradient or evaluation computed here; NaN"
                    + " before.\n")
            .addModifiers(Modifier.PUBLIC)
            .returns(TypeName.DOUBLE)
            .addParameter(String.class, "name");
    List<Buffer> metrics = net.program().metrics();
    for (int i = 0; i < metrics.size(); i++) {
      method
          .beginControlFlow("if ($S.equals(name))", metricName(i))
          .addStatement("return mean($L)", net.fields().name(metrics.get(i)))
          .endControlFlow();
    }
    return method
        .addStatement(
            "throw new $T($S + name)", IllegalArgumentException.class, "no metric is named ")
        .build();
  }

  private String metricName(int position) {
    return net.program().source().metrics().get(position).name();
  }

  private MethodSpec mean() {
    return MethodSpec.methodBuilder("mean")
        .addModifiers(Modifier.PRIVATE)
        .returns(TypeName.DOUBLE)
        .addParameter(
            names.real().equals(TypeName.FLOAT) ? float[].class : double[].class, "values")
        .addStatement("requireTraining()")
        .addStatement("double sum = 0")
        .beginControlFlow("for (int i = 0; i < samples; i++)")
        .addStatement("sum += values[i]")
        .endControlFlow()
        .addStatement("return sum / samples")
        .build();
  }
}
