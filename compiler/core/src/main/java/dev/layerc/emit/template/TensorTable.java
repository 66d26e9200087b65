package dev.layerc.emit.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Named tensors in a fixed order: the parameters, the states or the gradients of a network. What a
 * training step calls walks them by index: iterators would be allocated.
 */
final class TensorTable {
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Tensor> view = Collections.unmodifiableList(tensors);

  /** Adds a tensor of zeros. */
  Tensor add(String name, int[] shape, int[] order, int rowAxes) {
    Tensor tensor = new Tensor(name, shape, order, rowAxes);
    tensors.add(tensor);
    return tensor;
  }

  List<Tensor> all() {
    return view;
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    for (Tensor tensor : tensors) {
      names.add(tensor.name);
    }
    return Collections.unmodifiableList(names);
  }

  boolean has(String name) {
    return names().contains(name);
  }

  /** How many tensors there are. */
  int count() {
    return tensors.size();
  }

  Tensor at(int position) {
    return tensors.get(position);
  }

  Tensor get(String name) {
    for (Tensor tensor : tensors) {
      if (tensor.name.equals(name)) {
        return tensor;
      }
    }
    throw new IllegalArgumentException("no tensor is named " + name + "; there are " + names());
  }

  /** How many numbers all tensors have together. */
  int size() {
    long size = 0;
    for (Tensor tensor : tensors) {
      size += tensor.size();
    }
    if (size > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "all tensors together have " + size + " numbers, more than an array; take each by name");
    }
    return (int) size;
  }

  /** Copies all tensors, one after the other. */
  void copyTo(float[] all) {
    check(all);
    int at = 0;
    for (Tensor tensor : tensors) {
      tensor.copyTo(all, at);
      at += tensor.size();
    }
  }

  /** Takes all tensors, one after the other. */
  void copyFrom(float[] all) {
    check(all);
    int at = 0;
    for (Tensor tensor : tensors) {
      tensor.copyFrom(all, at);
      at += tensor.size();
    }
  }

  void fill(float value) {
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).fill(value);
    }
  }

  void add(TensorTable other) {
    for (int i = 0; i < tensors.size(); i++) {
      tensors.get(i).add(other.tensors.get(i));
    }
  }

  /** The sum of the squares of all numbers. */
  double squares() {
    double sum = 0;
    for (int i = 0; i < tensors.size(); i++) {
      sum += tensors.get(i).squares();
    }
    return sum;
  }

  private void check(float[] all) {
    if (all == null || all.length != size()) {
      String came = all == null ? "null" : Integer.toString(all.length);
      throw new IllegalArgumentException(
          "all tensors together take " + size() + " numbers, but " + came + " came");
    }
  }
}
