package io.tapeless.examples.nist;

import io.tapeless.codegen.data.NdArray;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of NIST's Statistical Reference Datasets, nonlinear regression.
 *
 * @param name of the dataset
 * @param level of difficulty: Lower, Average or Higher
 * @param starts the two starts, each with a number for each parameter
 * @param certified the certified parameters, to 11 digits
 * @param sumOfSquares the certified residual sum of squares
 * @param data the observations: a vector by each name of the table's head
 */
public record NistProblem(String name, String level, List<double[]> starts, double[] certified, double sumOfSquares,
        Map<String, NdArray> data) {
    private static final Pattern LEVEL = Pattern.compile("\\s+(\\w+) Level of Difficulty\\s*");
    private static final Pattern PARAMETER = Pattern.compile("\\s*b\\d+ =\\s+(\\S+)\\s+(\\S+)\\s+(\\S+)\\s+\\S+\\s*");
    private static final Pattern SUM = Pattern.compile("Residual Sum of Squares:\\s+(\\S+)\\s*");
    private static final String TABLE = "Data:";

    /**
     * Reads a file.
     *
     * @throws IOException if it can't be read, or is not of this format; the message names it
     */
    public static NistProblem read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        String name = file.getFileName().toString().replaceFirst("\\.dat$", "");
        List<Matcher> parameters = matches(PARAMETER, lines);
        List<Matcher> levels = matches(LEVEL, lines);
        List<Matcher> sums = matches(SUM, lines);
        int head = lastTable(lines);
        if (parameters.isEmpty() || levels.isEmpty() || sums.isEmpty() || head < 0) {
            throw new IOException(file + " is no file of NIST's nonlinear regression datasets: expected a level of"
                    + " difficulty, parameters b1, b2, …, a residual sum of squares and a table headed " + TABLE);
        }
        return new NistProblem(name, levels.get(0).group(1), List.of(column(parameters, 1), column(parameters, 2)),
                column(parameters, 3), Double.parseDouble(sums.get(0).group(1)), table(file, lines, head));
    }

    private static List<Matcher> matches(Pattern pattern, List<String> lines) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).toList();
    }

    private static double[] column(List<Matcher> parameters, int group) {
        return parameters.stream().mapToDouble(m -> Double.parseDouble(m.group(group))).toArray();
    }

    private static int lastTable(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).startsWith(TABLE)) {
                return i;
            }
        }
        return -1;
    }

    private static Map<String, NdArray> table(Path file, List<String> lines, int head) throws IOException {
        String[] names = lines.get(head).substring(TABLE.length()).trim().split("\\s+");
        List<double[]> rows = new ArrayList<>();
        for (int i = head + 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                rows.add(Arrays.stream(lines.get(i).trim().split("\\s+")).mapToDouble(Double::parseDouble).toArray());
                if (rows.get(rows.size() - 1).length != names.length) {
                    throw new IOException(file + ":" + (i + 1) + ": expected " + names.length + " numbers, found "
                            + lines.get(i));
                }
            }
        }
        Map<String, NdArray> data = new LinkedHashMap<>();
        for (int j = 0; j < names.length; j++) {
            int column = j;
            data.put(names[j], NdArray.of(rows.stream().mapToDouble(row -> row[column]).toArray(), rows.size()));
        }
        return data;
    }

    /** How many digits of the worst parameter are those certified; at most 11, as many as are given. */
    public double digits(double... found) {
        double digits = 11;
        for (int i = 0; i < certified.length; i++) {
            digits = Math.min(digits, -Math.log10(Math.abs((found[i] - certified[i]) / certified[i])));
        }
        return digits;
    }
}
