package dev.layerc.runtime;

import java.time.Duration;

/**
 * How far a training is.
 *
 * @param epoch 1-based
 * @param epochs in all
 * @param batch of this epoch, 1-based
 * @param batches of each epoch
 * @param loss the mean over the epoch's rows so far
 * @param elapsed since the training began
 * @param left what the rest takes if it goes on like this
 */
public record TrainingProgress(
    int epoch, int epochs, int batch, int batches, double loss, Duration elapsed, Duration left) {}
