package dev.layerc.loop;

import dev.layerc.equation.Precision;
import java.util.List;

/** What vector code knows of the processor's registers when it runs. */
public final class Width {
  /** Numbers in the widest registers that code is made for: memory between kernels has room. */
  public static final int MOST_LANES = 16;

  /** Numbers in the narrowest registers that vectors are used with: doubles in 256 bits. */
  public static final int FEWEST_LANES = 4;

  /** The numbers in one vector. */
  public static final Value.Local LANES = new Value.Local("LANES", Type.INT);

  /** As many zeros, then as many ones: from the {@code n}th on, the last {@code n} lanes are 1. */
  public static final Value.Local LAST_LANES = new Value.Local("LAST_LANES", Type.REAL_ARRAY);

  /** The names of constants that code on vectors has; its locals have others. */
  public static final List<String> CONSTANTS = List.of("SPECIES", "VECTOR", LANES.name());

  private Width() {}

  /** The numbers in the narrowest registers that vectors are used with, of 256 bits. */
  public static int inRegister(Precision precision) {
    return precision == Precision.FLOAT ? 8 : FEWEST_LANES;
  }

  /** True for what is no local of a method. */
  public static boolean isConstant(Value.Local local) {
    return local.equals(LANES) || local.equals(LAST_LANES);
  }
}
