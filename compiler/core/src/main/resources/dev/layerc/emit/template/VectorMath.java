package dev.layerc.emit.template;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of rows of floats, in vectors: {@code y[to + i] = f(x[from + i])} for i below
 * count, which is at least {@link #LANES}. The last vector of a row overlaps the one before, so x
 * and y are two arrays; where vectors fill the row, they may be the same place of one. Operation by
 * operation they are those for one number, so the results have the same bits. Each function is one
 * loop: HotSpot makes objects of vectors that cross a call it does not inline.
 */
final class VectorMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  /** The class of all vectors here. HotSpot may make an object of a blend that it does not know. */
  private static final Class<?> VECTOR = SPECIES.vectorType();

  private VectorMath() {}

  // <function reduction needs="">
  private static final float INVERSE_LN2 = 1.442695f;

  /** 1.5 * 2<sup>23</sup>: adding it rounds to a whole number, which the low bits then hold. */
  private static final float ROUNDER = 12582912f;

  private static final int ROUNDER_BITS = 0x4B400000;

  /** -ln 2 in two parts: the first has 16 bits. */
  private static final FloatVector LN2_HIGH = FloatVector.broadcast(SPECIES, -0x1.62e4p-1f);

  private static final FloatVector LN2_LOW = FloatVector.broadcast(SPECIES, -1.4286068e-6f);

  // </function>

  // <function exp needs="reduction">
  /**
   * e<sup>x</sup> = 2<sup>n</sup> e<sup>r</sup>, n = round(x / ln 2), r = x - n ln 2 (Cody and
   * Waite), e<sup>r</sup> a polynomial. At most 1.02 ulp; the power of two is applied in two factors,
   * for gradual underflow. NaN stays NaN.
   */
  static void exp(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, from + at).min(89f).max(-104f);
      FloatVector shifted = c.fma(INVERSE_LN2, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.fma(0.16666648f, 0.5f);
      FloatVector p2 = r.fma(0.008337783f, 0.041666478f);
      FloatVector p4 = r.fma(0.00017435073f, 0.0013933819f);
      FloatVector q = r2.fma(r2.mul(r2).fma(p4, r2.fma(p2, p0)), r);
      IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      IntVector s = half.add(127).lanewise(VectorOperators.LSHL, 23);
      IntVector t = k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
      q.add(1f).mul(s.reinterpretAsFloats()).mul(t.reinterpretAsFloats()).intoArray(y, to + at);
    }
  }

  // </function>

  // <function sigmoid needs="reduction">
  /**
   * 1 / (1 + e<sup>-x</sup>) = t / (t + s p), where e<sup>-x</sup> = p s / t and s, t are powers of
   * two, about equal in exponent. At most 1.8 ulp. NaN stays NaN.
   */
  static void sigmoid(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, from + at).neg().max(-30f).min(104f);
      FloatVector shifted = c.fma(INVERSE_LN2, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.fma(0.16666648f, 0.5f);
      FloatVector p2 = r.fma(0.008337783f, 0.041666478f);
      FloatVector p4 = r.fma(0.00017435073f, 0.0013933819f);
      FloatVector q = r2.fma(r2.mul(r2).fma(p4, r2.fma(p2, p0)), r);
      IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      FloatVector s = k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector t = half.neg().add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector sum = s.add(t);
      FloatVector lost = t.sub(sum.sub(s));
      t.div(sum.add(q.fma(s, lost))).intoArray(y, to + at);
    }
  }

  // </function>

  // <function tanh needs="reduction">
  /**
   * The hyperbolic tangent: x + x³ P(x²) for |x| &lt; 0.55, elsewhere 1 - 2 / (e<sup>2|x|</sup> +
   * 1) with the sign of x, as Cephes does. At most 1.36 ulp. NaN stays NaN.
   */
  static void tanh(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector given = FloatVector.fromArray(SPECIES, x, from + at);
      FloatVector a = given.abs();
      FloatVector c = a.add(a).min(20f);
      FloatVector shifted = c.fma(INVERSE_LN2, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.fma(0.16666648f, 0.5f);
      FloatVector p2 = r.fma(0.008337783f, 0.041666478f);
      FloatVector p4 = r.fma(0.00017435073f, 0.0013933819f);
      FloatVector q = r2.fma(r2.mul(r2).fma(p4, r2.fma(p2, p0)), r);
      IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      FloatVector s = k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector sum = q.fma(s, s.add(1f));
      FloatVector far = FloatVector.broadcast(SPECIES, -2f).div(sum).add(1f);
      FloatVector v = a.mul(a);
      FloatVector v2 = v.mul(v);
      FloatVector t0 = v.fma(0.13332544f, -0.33333316f);
      FloatVector t2 = v.fma(0.021050714f, -0.053847548f);
      FloatVector t4 = FloatVector.broadcast(SPECIES, -0.0062428494f).fma(v2, t2);
      FloatVector t = v.mul(v2.fma(t4, t0));
      FloatVector near = given.fma(t, given);
      FloatVector signed = far.blend(far.neg(), given.compare(VectorOperators.LT, 0f));
      FloatVector unlessZero = signed.blend(near, a.compare(VectorOperators.LT, 0.55f));
      FloatVector result = unlessZero.blend(given, given.compare(VectorOperators.EQ, 0f));
      ((FloatVector) VECTOR.cast(result)).intoArray(y, to + at);
    }
  }

  // </function>

  // <function erf needs="reduction">
  /**
   * The error function 2/√π ∫₀ˣ e<sup>-t²</sup> dt: x + x P(x²) for |x| &lt; 0.9, elsewhere 1 -
   * e<sup>-Q(|x|)</sup> with the sign of x, Q fitted to -log(erfc). At most 1.3 ulp. NaN stays NaN.
   */
  static void erf(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector given = FloatVector.fromArray(SPECIES, x, from + at);
      FloatVector a = given.abs();
      FloatVector b = a.min(4f);
      FloatVector b2 = b.mul(b);
      FloatVector q0 = b.fma(1.1277494f, 0.00017751197f);
      FloatVector q2 = b.fma(0.10403701f, 0.63706005f);
      FloatVector q4 = b.fma(0.0030555362f, -0.022276865f);
      FloatVector q6 = FloatVector.broadcast(SPECIES, -0.00019717259f).fma(b2, q4);
      FloatVector c = b2.fma(b2.fma(q6, q2), q0).neg();
      FloatVector shifted = c.fma(INVERSE_LN2, ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.fma(0.16666648f, 0.5f);
      FloatVector p2 = r.fma(0.008337783f, 0.041666478f);
      FloatVector p4 = r.fma(0.00017435073f, 0.0013933819f);
      FloatVector q = r2.fma(r2.mul(r2).fma(p4, r2.fma(p2, p0)), r);
      IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      FloatVector s = k.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
      FloatVector far = q.add(1f).mul(s).neg().add(1f);
      FloatVector v = a.mul(a);
      FloatVector v2 = v.mul(v);
      FloatVector t0 = v.fma(-0.3761263f, 0.12837917f);
      FloatVector t2 = v.fma(-0.02685556f, 0.11283624f);
      FloatVector t4 = v.fma(-0.0008039753f, 0.005191753f);
      FloatVector t6 = FloatVector.broadcast(SPECIES, 7.9431e-5f).fma(v2, t4);
      FloatVector t = v2.fma(v2.fma(t6, t2), t0);
      FloatVector near = given.fma(t, given);
      FloatVector signed = far.blend(far.neg(), given.compare(VectorOperators.LT, 0f));
      FloatVector result = signed.blend(near, a.compare(VectorOperators.LT, 0.9f));
      ((FloatVector) VECTOR.cast(result)).intoArray(y, to + at);
    }
  }

  // </function>
}
