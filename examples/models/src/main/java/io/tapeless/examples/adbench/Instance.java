package io.tapeless.examples.adbench;

import io.tapeless.codegen.data.NdArray;
import java.util.Map;

/**
 * What an objective is evaluated with.
 *
 * @param defines static sizes of the spec
 * @param values of its inputs and parameters, by name
 */
public record Instance(Map<String, String> defines, Map<String, NdArray> values) {}
