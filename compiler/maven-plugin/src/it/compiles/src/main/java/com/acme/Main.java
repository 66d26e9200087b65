package com.acme;

public final class Main {
  public static void main(String[] arguments) {
    System.out.println(Xor.initialize(1).predict(new float[] {0, 1})[0]);
  }
}
