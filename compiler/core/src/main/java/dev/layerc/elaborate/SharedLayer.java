package dev.layerc.elaborate;

import dev.layerc.spec.Stage;

/**
 * One instance for all of its uses. Its parameters are found again by their names, which begin with
 * {@code prefix} at each use.
 */
record SharedLayer(Stage stage, String prefix) {}
