package io.tapeless.codegen.data.text;

import io.tapeless.codegen.data.DataException;
import io.tapeless.codegen.data.InputType;
import io.tapeless.codegen.data.Rows;

/** Numbers of the units of a text, as examples. */
public abstract sealed class TextRows implements Rows {
    private final Text text;
    private final int[] numbers;
    private final int count;
    private final int rowSize;

    private TextRows(Text text, int[] numbers, int count, int rowSize) {
        this.text = text;
        this.numbers = numbers;
        this.count = count;
        this.rowSize = rowSize;
    }

    /** The number of an element of an example. */
    abstract int number(int row, int element);

    /** The number of the text's unit at a place. */
    final int unit(int at) {
        return numbers[text.index(at)];
    }

    /** Windows of a text; a window's number is where it starts. */
    public static final class Windows extends TextRows {
        private final int shift;

        /**
         * @param numbers of the text's distinct characters
         * @param shift how many units after its place a window starts: 0 for what is seen, 1 for what comes next
         */
        public Windows(Text text, int[] numbers, int rowSize, int shift) {
            super(text, numbers, text.size() - rowSize, rowSize);
            this.shift = shift;
        }

        @Override
        int number(int row, int element) {
            return unit(row + shift + element);
        }
    }

    /** Lines of a text, each after a newline, and filled up with newlines. */
    public static final class Lines extends TextRows {
        private final Text text;
        private final int newline;
        private final int shift;

        /**
         * @param numbers of the text's distinct characters
         * @param newline the number of the newline
         * @param shift how many units after its newline a row starts
         */
        public Lines(Text text, int[] numbers, int newline, int rowSize, int shift) {
            super(text, numbers, text.lines(), rowSize);
            this.text = text;
            this.newline = newline;
            this.shift = shift;
        }

        @Override
        int number(int row, int element) {
            int at = element + shift - 1;
            return at < 0 || at >= text.length(row) ? newline : unit(text.start(row) + at);
        }
    }

    /** 1 where an example is a line or the newline after it, 0 where it is filled up. */
    public static final class Mask extends TextRows {
        private final Text text;

        public Mask(Text text, int rowSize) {
            super(text, new int[0], text.lines(), rowSize);
            this.text = text;
        }

        @Override
        int number(int row, int element) {
            return element <= text.length(row) ? 1 : 0;
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public int rowSize() {
        return rowSize;
    }

    @Override
    public String source() {
        return text.source();
    }

    @Override
    public String found() {
        return "text";
    }

    @Override
    public String at(int row, int element) {
        return source();
    }

    @Override
    public double real(int row, int element) {
        return number(row, element);
    }

    @Override
    public long integer(int row, int element) {
        return number(row, element);
    }

    /** Every number fits every type. */
    @Override
    public void check(int row, InputType type) {
    }

    @Override
    public void requireClasses(int row, long classes) {
        for (int number : numbers) {
            if (number >= classes) {
                throw new DataException(source() + ": found more distinct characters than the " + classes
                        + " that the model has numbers for");
            }
        }
    }
}
