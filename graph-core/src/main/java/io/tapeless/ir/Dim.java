package io.tapeless.ir;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The extent of one axis: an integer polynomial over named symbols, kept in canonical form, so that
 * {@code B*2 + 1} and {@code 1 + B + B} are equal.
 */
public final class Dim {
    private static final Monomial UNIT = new Monomial(List.of());
    public static final Dim ZERO = of(0);
    public static final Dim ONE = of(1);

    /** A named unknown with inclusive bounds; two symbols of one name in a graph are the same. */
    public record Symbol(String name, long min, long max) implements Comparable<Symbol> {
        public Symbol {
            if (min < 0 || max < min) {
                throw new IllegalArgumentException(
                        "dimension " + name + " has bounds [" + min + ", " + max + "]");
            }
        }

        @Override
        public int compareTo(Symbol other) {
            return name.compareTo(other.name);
        }
    }

    /** A product of symbols, sorted, repeated for powers; the empty product is the constant term. */
    private record Monomial(List<Symbol> factors) {
        static final Comparator<Monomial> ORDER = Comparator
                .<Monomial>comparingInt(m -> -m.factors.size())
                .thenComparing(Monomial::toString);

        Monomial times(Monomial other) {
            if (factors.size() + other.factors.size() > MOST_FACTORS) {
                throw new ArithmeticException("a dimension of degree above " + MOST_FACTORS);
            }
            List<Symbol> all = new ArrayList<>(factors);
            all.addAll(other.factors);
            all.sort(null);
            return new Monomial(List.copyOf(all));
        }

        /** {@code this / other}, empty if {@code other} is not a factor. */
        Optional<Monomial> dividedBy(Monomial other) {
            List<Symbol> rest = new ArrayList<>(factors);
            for (Symbol symbol : other.factors) {
                if (!rest.remove(symbol)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Monomial(List.copyOf(rest)));
        }

        @Override
        public String toString() {
            return factors.stream().map(Symbol::name).collect(Collectors.joining("*"));
        }
    }

    /** Bounds on what one dim may hold, far above any real shape, so that no arithmetic on dims runs away. */
    private static final int MOST_FACTORS = 32;
    private static final int MOST_TERMS = 256;

    private static final long USUAL_EXTENT = 64;

    private final TreeMap<Monomial, Long> terms;
    private final int hash;

    private Dim(TreeMap<Monomial, Long> terms) {
        terms.values().removeIf(c -> c == 0);
        if (terms.size() > MOST_TERMS) {
            throw new ArithmeticException("a dimension of more than " + MOST_TERMS + " terms");
        }
        this.terms = terms;
        this.hash = terms.hashCode();
    }

    public static Dim of(long value) {
        TreeMap<Monomial, Long> terms = new TreeMap<>(Monomial.ORDER);
        terms.put(UNIT, value);
        return new Dim(terms);
    }

    /** A symbol that may take any value from 1 to {@link Integer#MAX_VALUE}. */
    public static Dim symbol(String name) {
        return symbol(name, 1, Integer.MAX_VALUE);
    }

    public static Dim symbol(String name, long min, long max) {
        TreeMap<Monomial, Long> terms = new TreeMap<>(Monomial.ORDER);
        terms.put(new Monomial(List.of(new Symbol(name, min, max))), 1L);
        return new Dim(terms);
    }

    /** The product of all, {@link #ONE} for none. */
    public static Dim product(Collection<Dim> dims) {
        return dims.stream().reduce(ONE, Dim::times);
    }

    /** @throws ArithmeticException if a coefficient overflows, or there are too many terms */
    public Dim plus(Dim other) {
        TreeMap<Monomial, Long> sum = new TreeMap<>(terms);
        other.terms.forEach((m, c) -> sum.merge(m, c, Math::addExact));
        return new Dim(sum);
    }

    public Dim minus(Dim other) {
        return plus(other.times(of(-1)));
    }

    /** @throws ArithmeticException if a coefficient overflows, or there are too many terms or factors */
    public Dim times(Dim other) {
        TreeMap<Monomial, Long> product = new TreeMap<>(Monomial.ORDER);
        terms.forEach((m, c) -> other.terms.forEach((n, d) ->
                product.merge(m.times(n), Math.multiplyExact(c, d), Math::addExact)));
        return new Dim(product);
    }

    public Dim plus(long value) {
        return plus(of(value));
    }

    public Dim minus(long value) {
        return minus(of(value));
    }

    public Dim times(long value) {
        return times(of(value));
    }

    /** The exact quotient by a dim of one term ({@code 2*B}); empty if there is a remainder. */
    public Optional<Dim> dividedBy(Dim divisor) {
        if (equals(divisor) && !terms.isEmpty()) {
            return Optional.of(ONE);
        }
        if (divisor.terms.size() != 1) {
            return Optional.empty();
        }
        Monomial monomial = divisor.terms.firstKey();
        long coefficient = divisor.terms.firstEntry().getValue();
        TreeMap<Monomial, Long> quotient = new TreeMap<>(Monomial.ORDER);
        for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
            Optional<Monomial> rest = term.getKey().dividedBy(monomial);
            if (rest.isEmpty() || term.getValue() % coefficient != 0) {
                return Optional.empty();
            }
            quotient.put(rest.get(), term.getValue() / coefficient);
        }
        return Optional.of(new Dim(quotient));
    }

    public boolean isConstant() {
        return terms.isEmpty() || terms.size() == 1 && terms.firstKey().equals(UNIT);
    }

    public boolean isConstant(long value) {
        return isConstant() && constant() == value;
    }

    /**
     * The value of a constant dim.
     *
     * @throws IllegalStateException if it has symbols
     */
    public long constant() {
        if (!isConstant()) {
            throw new IllegalStateException("dimension " + this + " is symbolic");
        }
        return terms.isEmpty() ? 0 : terms.firstEntry().getValue();
    }

    /** A number this dim is never below, from the bounds of its symbols. */
    public long atLeast() {
        BigInteger sum = BigInteger.ZERO;
        for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
            BigInteger product = BigInteger.valueOf(term.getValue());
            for (Symbol symbol : term.getKey().factors()) {
                product = product.multiply(BigInteger.valueOf(term.getValue() > 0 ? symbol.min() : symbol.max()));
            }
            sum = sum.add(product);
        }
        return sum.max(BigInteger.valueOf(Long.MIN_VALUE)).min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }

    /** The symbols this dim depends on. */
    public SortedSet<Symbol> symbols() {
        SortedSet<Symbol> symbols = new TreeSet<>();
        terms.keySet().forEach(m -> symbols.addAll(m.factors()));
        return symbols;
    }

    /**
     * The value when every symbol has the value bound to its name.
     *
     * @throws IllegalArgumentException if a symbol is unbound or outside its bounds
     */
    public long evaluate(Map<String, Long> binding) {
        long sum = 0;
        for (Map.Entry<Monomial, Long> term : terms.entrySet()) {
            long product = term.getValue();
            for (Symbol symbol : term.getKey().factors()) {
                Long value = binding.get(symbol.name());
                if (value == null) {
                    throw new IllegalArgumentException("dimension " + symbol.name() + " is not bound");
                }
                if (value < symbol.min() || value > symbol.max()) {
                    throw new IllegalArgumentException("dimension " + symbol.name() + " = " + value
                            + " is outside its bounds [" + symbol.min() + ", " + symbol.max() + "]");
                }
                product = Math.multiplyExact(product, value);
            }
            sum = Math.addExact(sum, product);
        }
        return sum;
    }

    /** The value when every symbol is 64, or the nearest within its bounds: for estimates of work and memory. */
    public long usual() {
        return evaluate(symbols().stream().collect(Collectors.toMap(Symbol::name,
                s -> Math.max(s.min(), Math.min(s.max(), USUAL_EXTENT)))));
    }

    /** One term of the polynomial, for those who store a dim in another form. */
    public record Term(long coefficient, List<Symbol> factors) {}

    /** The terms in canonical order; none for zero. */
    public List<Term> terms() {
        return terms.entrySet().stream()
                .map(t -> new Term(t.getValue(), t.getKey().factors()))
                .toList();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Dim dim && hash == dim.hash && terms.equals(dim.terms);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** {@code 2*B*T + B - 1}; {@code 0} for zero. */
    @Override
    public String toString() {
        if (terms.isEmpty()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        terms.forEach((monomial, coefficient) -> {
            if (text.length() > 0) {
                text.append(coefficient < 0 ? " - " : " + ");
            } else if (coefficient < 0) {
                text.append('-');
            }
            long magnitude = Math.abs(coefficient);
            if (monomial.equals(UNIT)) {
                text.append(magnitude);
            } else {
                text.append(magnitude == 1 ? "" : magnitude + "*").append(monomial);
            }
        });
        return text.toString();
    }
}
