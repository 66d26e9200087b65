package dev.layerc.emit.template;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Elementary functions of rows of floats, in vectors: {@code y[to + i] = f(x[from + i])} for i below
 * count, which is at least {@link #LANES}, x and y being two arrays. The last vector of a row
 * overlaps the one before. Each function is one loop: HotSpot makes objects of vectors that
 * cross a call it does not inline.
 */
final class VectorMath {
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

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
   * Waite), e<sup>r</sup> a polynomial. At most 1 ulp; the power of two is applied in two factors,
   * for gradual underflow. NaN stays NaN.
   */
  static void exp(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, from + at).min(89f).max(-104f);
      FloatVector shifted = c.mul(INVERSE_LN2).add(ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.mul(0.16666648f).add(0.5f);
      FloatVector p2 = r.mul(0.008337783f).add(0.041666478f);
      FloatVector p4 = r.mul(0.00017435073f).add(0.0013933819f);
      FloatVector p = r.add(r2.mul(r2.mul(r2).fma(p4, r2.fma(p2, p0)))).add(1f);
      IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      IntVector s = half.add(127).lanewise(VectorOperators.LSHL, 23);
      IntVector t = k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
      p.mul(s.reinterpretAsFloats()).mul(t.reinterpretAsFloats()).intoArray(y, to + at);
    }
  }

  // </function>

  // <function sigmoid needs="reduction">
  /**
   * 1 / (1 + e<sup>-x</sup>): with t = e<sup>-|x|</sup>, 1 / (1 + t) or t / (1 + t). At most 1.1
   * ulp: what rounding took from t, from 1 + t and from the quotient is put back. NaN stays NaN.
   */
  static void sigmoid(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector given = FloatVector.fromArray(SPECIES, x, from + at);
      FloatVector c = given.abs().neg().max(-104f);
      FloatVector shifted = c.mul(INVERSE_LN2).add(ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.mul(0.16666648f).add(0.5f);
      FloatVector p2 = r.mul(0.008337783f).add(0.041666478f);
      FloatVector p4 = r.mul(0.00017435073f).add(0.0013933819f);
      FloatVector q = r.add(r2.mul(r2.mul(r2).fma(p4, r2.fma(p2, p0))));
      FloatVector p = q.add(1f);
      IntVector k = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
      IntVector half = k.lanewise(VectorOperators.ASHR, 1);
      IntVector scale = half.add(127).lanewise(VectorOperators.LSHL, 23);
      IntVector rest = k.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
      FloatVector s = scale.reinterpretAsFloats();
      FloatVector u = rest.reinterpretAsFloats();
      FloatVector t = p.mul(s).mul(u);
      FloatVector lostOfT = q.sub(p.sub(1f)).mul(s).mul(u);
      FloatVector sum = t.add(1f);
      FloatVector lost = t.sub(sum.sub(1f)).add(lostOfT);
      VectorMask<Float> left = given.compare(VectorOperators.LT, 0f);
      FloatVector over = FloatVector.broadcast(SPECIES, 1f).blend(t, left);
      FloatVector lostOver = FloatVector.zero(SPECIES).blend(lostOfT, left);
      FloatVector quotient = over.div(sum);
      FloatVector error = quotient.neg().fma(sum, over).add(lostOver).sub(quotient.mul(lost));
      quotient.add(error.div(sum)).intoArray(y, to + at);
    }
  }

  // </function>

  // <function tanh needs="reduction">
  /**
   * The hyperbolic tangent: x + x³ P(x²) for |x| &lt; 0.55, elsewhere 1 - 2 / (e<sup>2|x|</sup> +
   * 1) with the sign of x, as Cephes does. At most 1.46 ulp. NaN stays NaN.
   */
  static void tanh(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector given = FloatVector.fromArray(SPECIES, x, from + at);
      FloatVector a = given.abs();
      FloatVector c = a.add(a).min(20f);
      FloatVector shifted = c.mul(INVERSE_LN2).add(ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.mul(0.16666648f).add(0.5f);
      FloatVector p2 = r.mul(0.008337783f).add(0.041666478f);
      FloatVector p4 = r.mul(0.00017435073f).add(0.0013933819f);
      FloatVector p = r.add(r2.mul(r2.mul(r2).fma(p4, r2.fma(p2, p0)))).add(1f);
      IntVector s =
          shifted
              .reinterpretAsInts()
              .sub(ROUNDER_BITS)
              .add(127)
              .lanewise(VectorOperators.LSHL, 23);
      FloatVector sum = p.mul(s.reinterpretAsFloats()).add(1f);
      FloatVector far = FloatVector.broadcast(SPECIES, -2f).div(sum).add(1f);
      FloatVector v = a.mul(a);
      FloatVector v2 = v.mul(v);
      FloatVector t0 = v.mul(0.13332544f).add(-0.33333316f);
      FloatVector t2 = v.mul(0.021050714f).add(-0.053847548f);
      FloatVector t = v.mul(v2.fma(v2.mul(-0.0062428494f).add(t2), t0));
      FloatVector near = a.fma(t, a);
      FloatVector result = far.blend(near, a.compare(VectorOperators.LT, 0.55f));
      IntVector sign =
          given.reinterpretAsInts().lanewise(VectorOperators.AND, Integer.MIN_VALUE);
      result
          .reinterpretAsInts()
          .lanewise(VectorOperators.OR, sign)
          .reinterpretAsFloats()
          .intoArray(y, to + at);
    }
  }

  // </function>

  // <function erf needs="reduction">
  /**
   * The error function 2/√π ∫₀ˣ e<sup>-t²</sup> dt: x + x P(x²) for |x| &lt; 0.9, elsewhere 1 -
   * e<sup>-Q(|x|)</sup> with the sign of x, Q fitted to -log(erfc). At most 1.4 ulp. NaN stays NaN.
   */
  static void erf(float[] x, int from, float[] y, int to, int count) {
    for (int i = 0; i < count; i += LANES) {
      int at = Math.min(i, count - LANES);
      FloatVector given = FloatVector.fromArray(SPECIES, x, from + at);
      FloatVector a = given.abs();
      FloatVector b = a.min(4f);
      FloatVector b2 = b.mul(b);
      FloatVector q0 = b.mul(1.1277494f).add(0.00017751197f);
      FloatVector q2 = b.mul(0.10403701f).add(0.63706005f);
      FloatVector q4 = b.mul(0.0030555362f).add(-0.022276865f);
      FloatVector c = b2.fma(b2.fma(b2.mul(-0.00019717259f).add(q4), q2), q0).neg();
      FloatVector shifted = c.mul(INVERSE_LN2).add(ROUNDER);
      FloatVector n = shifted.sub(ROUNDER);
      FloatVector r = n.fma(LN2_LOW, n.fma(LN2_HIGH, c));
      FloatVector r2 = r.mul(r);
      FloatVector p0 = r.mul(0.16666648f).add(0.5f);
      FloatVector p2 = r.mul(0.008337783f).add(0.041666478f);
      FloatVector p4 = r.mul(0.00017435073f).add(0.0013933819f);
      FloatVector p = r.add(r2.mul(r2.mul(r2).fma(p4, r2.fma(p2, p0)))).add(1f);
      IntVector s =
          shifted
              .reinterpretAsInts()
              .sub(ROUNDER_BITS)
              .add(127)
              .lanewise(VectorOperators.LSHL, 23);
      FloatVector far = p.mul(s.reinterpretAsFloats()).neg().add(1f);
      FloatVector v = a.mul(a);
      FloatVector v2 = v.mul(v);
      FloatVector t0 = v.mul(-0.3761263f).add(0.12837917f);
      FloatVector t2 = v.mul(-0.02685556f).add(0.11283624f);
      FloatVector t4 = v.mul(-0.0008039753f).add(0.005191753f);
      FloatVector t = v2.fma(v2.fma(v2.mul(7.9431e-5f).add(t4), t2), t0);
      FloatVector near = a.fma(t, a);
      FloatVector result = far.blend(near, a.compare(VectorOperators.LT, 0.9f));
      IntVector sign =
          given.reinterpretAsInts().lanewise(VectorOperators.AND, Integer.MIN_VALUE);
      result
          .reinterpretAsInts()
          .lanewise(VectorOperators.OR, sign)
          .reinterpretAsFloats()
          .intoArray(y, to + at);
    }
  }

  // </function>
}
