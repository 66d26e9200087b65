package dev.layerc.cli;

import java.util.Map;

/**
 * What one pass forwards and backwards gives.
 *
 * @param loss the mean over the samples
 * @param parameters for each trained parameter, the gradient of the mean
 * @param inputs for each input that the spec asks for, the gradient of the mean
 */
record GradientPass(double loss, Map<String, double[]> parameters, Map<String, double[]> inputs) {}
