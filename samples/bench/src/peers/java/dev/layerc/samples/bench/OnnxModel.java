package dev.layerc.samples.bench;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;

/** A dense net with a softmax, as an ONNX model of one sample: input {@code x}, output {@code y}. */
final class OnnxModel {
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("net");

  private OnnxModel() {}

  /** The bytes of the net of a workload, with the seeded parameters. */
  static byte[] of(String workload) {
    return new OnnxModel()
        .build(PeerParameters.widths(workload), PeerParameters.isTanh(workload) ? "Tanh" : "Relu")
        .toByteArray();
  }

  private ModelProto build(int[] widths, String activation) {
    int layers = widths.length - 1;
    graph.addInput(value("x", widths[0])).addOutput(value("y", widths[layers]));
    String at = "x";
    for (int layer = 0; layer < layers; layer++) {
      at = dense(at, layer, widths[layer], widths[layer + 1]);
      boolean last = layer + 1 == layers;
      at = node(last ? "Softmax" : activation, last ? "y" : at + "_active", at);
    }
    return ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
        .setGraph(graph)
        .build();
  }

  private String dense(String x, int layer, int in, int out) {
    String name = "dense" + layer;
    graph.addInitializer(tensor(name + "_W", PeerParameters.weights(layer, in, out), out, in));
    graph.addInitializer(tensor(name + "_b", PeerParameters.bias(layer, in, out), out));
    graph.addNode(
        NodeProto.newBuilder()
            .setOpType("Gemm")
            .addInput(x)
            .addInput(name + "_W")
            .addInput(name + "_b")
            .addOutput(name)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("transB")
                    .setType(AttributeProto.AttributeType.INT)
                    .setI(1)));
    return name;
  }

  private String node(String operator, String output, String input) {
    graph.addNode(
        NodeProto.newBuilder().setOpType(operator).addInput(input).addOutput(output));
    return output;
  }

  private static TensorProto tensor(String name, float[] values, long... shape) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (long extent : shape) {
      tensor.addDims(extent);
    }
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  private static ValueInfoProto value(String name, int width) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimValue(1);
    shape.addDimBuilder().setDimValue(width);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
