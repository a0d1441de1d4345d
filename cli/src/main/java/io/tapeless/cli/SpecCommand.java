package io.tapeless.cli;

import java.nio.file.Path;
import java.util.Optional;

/** A command that reads a spec. */
interface SpecCommand {
    /** The spec, if it is a file of source text that messages can quote. */
    Optional<Path> specFile();
}
