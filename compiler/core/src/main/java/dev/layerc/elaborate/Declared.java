package dev.layerc.elaborate;

import dev.layerc.spec.Declaration;

/** A declaration with the file it stands in: its body sees what that file sees. */
record Declared<D extends Declaration>(D declaration, Library home) {}
