package io.tapeless.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Values of a spec's hyper-parameters. */
final class DefineOptions {
    @Option(names = "-D", paramLabel = "NAME=VALUE", description = "value of a hyper-parameter; may be repeated")
    private Map<String, String> defines = new LinkedHashMap<>();

    Map<String, String> values() {
        return defines;
    }
}
