package io.tapeless.codegen.text;

import io.tapeless.codegen.CompiledModel;
import io.tapeless.codegen.Parameters;
import io.tapeless.codegen.Predictor;
import io.tapeless.codegen.TensorView;
import io.tapeless.codegen.data.text.TextUnit;
import io.tapeless.codegen.data.text.Vocabulary;
import io.tapeless.ir.DType;
import io.tapeless.ir.IrException;
import io.tapeless.ir.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Continues a text with a language model.
 *
 * <p>The model's input {@code x} is {@code [B, T]}: the last T characters are seen. Its logits are {@code [B, T, V]},
 * each of what comes after a character and those before it, or {@code [B, V]}, of what comes after all T. A shorter
 * text stands at the start in the first case, where what follows must not matter, and at the end, after newlines, in
 * the second. Results are a function of model, weights, prompt, sampling and seed.
 */
public final class TextGenerator {
    private static final String INPUT = "x";

    private final Vocabulary vocabulary;
    private final Predictor predictor;
    private final String logits;
    private final int window;
    private final int start;

    /**
     * Prepares a model.
     *
     * @param logits the name of the tensor that says what comes next
     * @throws IrException if the model's input or logits have other shapes, or fewer numbers than the vocabulary
     */
    public TextGenerator(CompiledModel model, Parameters parameters, Vocabulary vocabulary, String logits) {
        this.vocabulary = vocabulary;
        this.logits = logits;
        TensorType type = model.model().inputs().get(INPUT);
        if (type == null || !type.dtype().isInteger() || type.rank() != 2 || !type.shape().dim(1).isConstant()) {
            throw new IrException("to generate text, a model needs an input x : i32[B, T] with a fixed T, found "
                    + (type == null ? "none" : "x : " + type));
        }
        this.window = (int) type.shape().dim(1).constant();
        this.predictor = model.predictor(parameters, List.of(logits));
        if (!model.forward(List.of(logits)).signature().symbols().isEmpty()) {
            predictor.batch(1);
        }
        TensorView output = predictor.output(logits);
        int numbers = output.shape().length == 0 ? 0 : output.shape()[output.shape().length - 1];
        int positions = numbers == 0 ? 0 : output.size() / numbers;
        if (output.dtype() != DType.F32 && output.dtype() != DType.F64 || positions != 1 && positions != window
                || numbers < vocabulary.size()) {
            throw new IrException("to generate text, " + logits + " must be [B, T, V] or [B, V] with T = " + window
                    + " and V at least " + vocabulary.size() + ", as many as there are " + vocabulary.unit().label()
                    + "; found " + output.dtype() + Arrays.toString(output.shape()));
        }
        this.start = Math.max(0, vocabulary.number('\n'));
    }

    /**
     * A text that goes on from the prompt, which it starts with. Where lines were trained on, it ends before a
     * newline, or once a line has as many characters as the model sees.
     *
     * @param length how many characters or bytes are drawn at most
     * @throws io.tapeless.codegen.data.DataException if the prompt has a character that is not in the vocabulary
     */
    public String generate(String prompt, int length, Sampling sampling, Random random) {
        int[] given = vocabulary.encode(prompt);
        boolean lines = vocabulary.unit() == TextUnit.LINES;
        // Before the first character of a line, and of any text, stands a newline.
        int before = lines || given.length == 0 ? 1 : 0;
        int[] text = Arrays.copyOf(new int[] {start}, before + given.length + length);
        System.arraycopy(given, 0, text, before, given.length);
        int size = before + given.length;
        int most = lines ? Math.min(text.length, window) : text.length;
        while (size < most) {
            int next = sampling.draw(logits(text, size), random);
            if (lines && next == start) {
                break;
            }
            text[size++] = next;
        }
        return vocabulary.decode(text, before, size);
    }

    /** The logits of what comes after the first {@code size} numbers. */
    private double[] logits(int[] text, int size) {
        TensorView input = predictor.input(INPUT);
        TensorView output = predictor.output(logits);
        int numbers = output.shape()[output.shape().length - 1];
        int seen = Math.min(size, window);
        boolean each = output.size() > numbers;
        input.fill(start);
        int at = each ? 0 : window - seen;
        for (int i = 0; i < seen; i++) {
            put(input, at + i, text[size - seen + i]);
        }
        predictor.run();
        int from = each ? (seen - 1) * numbers : 0;
        double[] values = new double[vocabulary.size()];
        Arrays.setAll(values, i -> output.get(from + i));
        return values;
    }

    private static void put(TensorView input, int at, int value) {
        if (input.dtype() == DType.I64) {
            input.longs()[input.offset() + at] = value;
        } else {
            input.ints()[input.offset() + at] = value;
        }
    }
}
