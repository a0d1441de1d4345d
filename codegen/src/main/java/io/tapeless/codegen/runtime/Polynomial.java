package io.tapeless.codegen.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An integer polynomial of the symbolic dimensions: a size that is known when they are bound. */
public final class Polynomial {
    /** {@code coefficient · Π symbols}; symbols by number, sorted, repeated for powers. */
    public record Term(long coefficient, List<Integer> symbols) {
        public Term {
            symbols = symbols.stream().sorted().toList();
        }
    }

    public static final Polynomial ONE = of(1);

    private final List<Term> terms;

    private Polynomial(List<Term> terms) {
        this.terms = terms;
    }

    public static Polynomial of(long constant) {
        return new Polynomial(List.of(new Term(constant, List.of())));
    }

    /** The symbolic dimension of that number. */
    public static Polynomial symbol(int number) {
        return new Polynomial(List.of(new Term(1, List.of(number))));
    }

    public static Polynomial of(List<Term> terms) {
        return new Polynomial(List.copyOf(terms));
    }

    public List<Term> terms() {
        return terms;
    }

    public Polynomial plus(Polynomial other) {
        List<Term> sum = new ArrayList<>(terms);
        for (Term term : other.terms) {
            add(sum, term);
        }
        return of(sum);
    }

    public Polynomial times(Polynomial other) {
        List<Term> product = new ArrayList<>();
        for (Term a : terms) {
            for (Term b : other.terms) {
                List<Integer> symbols = new ArrayList<>(a.symbols);
                symbols.addAll(b.symbols);
                add(product, new Term(a.coefficient * b.coefficient, symbols));
            }
        }
        return of(product);
    }

    private static void add(List<Term> sum, Term term) {
        for (int i = 0; i < sum.size(); i++) {
            if (sum.get(i).symbols.equals(term.symbols)) {
                sum.set(i, new Term(sum.get(i).coefficient + term.coefficient, term.symbols));
                return;
            }
        }
        sum.add(term);
    }

    /**
     * The value where symbol i is {@code dims[i]}.
     *
     * @throws ArithmeticException if it does not fit in a {@code long}
     */
    public long evaluate(int... dims) {
        long sum = 0;
        for (Term term : terms) {
            long product = term.coefficient;
            for (int symbol : term.symbols) {
                product = Math.multiplyExact(product, (long) dims[symbol]);
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    /** Text without spaces that {@link #parse} reads back: {@code 3:0,0,1+4:}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            text.append(text.length() == 0 ? "" : "+").append(term.coefficient).append(':');
            for (int i = 0; i < term.symbols.size(); i++) {
                text.append(i == 0 ? "" : ",").append(term.symbols.get(i));
            }
        }
        return text.length() == 0 ? "0:" : text.toString();
    }

    static Polynomial parse(String text) {
        List<Term> terms = new ArrayList<>();
        for (String term : text.split("\\+")) {
            int colon = term.indexOf(':');
            String symbols = term.substring(colon + 1);
            terms.add(new Term(Long.parseLong(term.substring(0, colon)), symbols.isEmpty() ? List.of()
                    : Arrays.stream(symbols.split(",")).map(Integer::valueOf).toList()));
        }
        return of(terms);
    }
}
