package dev.layerc.runtime;

import java.time.Duration;

/**
 * What an epoch brought.
 *
 * @param epoch 1-based
 * @param epochs in all
 * @param loss the mean over the training rows, each taken when it was its turn
 * @param test the score after the epoch on rows that are not trained on
 * @param took the epoch, without the scoring
 * @param left what the rest takes if it goes on like this
 */
public record EpochResult(
    int epoch, int epochs, double loss, Score test, Duration took, Duration left) {}
