package io.tapeless.codegen.data.examples;

import java.util.Optional;

/** The data of a training run: what is trained on, and what is validated with, prepared alike. */
public record Examples(Dataset train, Optional<Dataset> valid) {
}
