package io.tapeless.codegen.runtime;

/**
 * How kernels are written: one element at a time, or in vectors of a fixed width. All forms give the
 * same bits; a form that the processor lacks is merely slow.
 */
public enum Form {
    SCALAR(1),
    V128(4),
    V256(8),
    V512(16);

    private static final String PROPERTY = "tapeless.form";
    private static final String MODULE = "jdk.incubator.vector";

    private final int lanes;

    Form(int lanes) {
        this.lanes = lanes;
    }

    public boolean isVector() {
        return this != SCALAR;
    }

    /** Lanes of four bytes in a vector; 1 for {@link #SCALAR}. */
    public int lanes() {
        return lanes;
    }

    /** Bits of a vector. */
    public int bits() {
        return lanes * 32;
    }

    /**
     * The fastest form here. Vectors need the module {@code jdk.incubator.vector}, resolved when the JVM
     * started, and a compiler that knows it; without the module one log line says so. The system
     * property {@code tapeless.form} (scalar, v128, v256 or v512) overrides the choice.
     *
     * @throws IllegalArgumentException if the property names no form, or a vector form without the module
     */
    public static Form best() {
        String wish = System.getProperty(PROPERTY);
        return wish == null ? Best.FORM : named(wish);
    }

    /** True if no system property asks for a form. */
    public static boolean isFree() {
        return System.getProperty(PROPERTY) == null;
    }

    private static Form named(String wish) {
        for (Form form : values()) {
            if (form.name().equalsIgnoreCase(wish)) {
                if (form.isVector() && !hasModule()) {
                    throw new IllegalArgumentException(PROPERTY + " is " + wish + ", which needs java --add-modules "
                            + MODULE);
                }
                return form;
            }
        }
        throw new IllegalArgumentException(PROPERTY + " is " + wish + ", expected scalar, v128, v256 or v512");
    }

    private static boolean hasModule() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Decided once, on first use. */
    private static final class Best {
        static final Form FORM = choose();

        private static Form choose() {
            if (!hasModule()) {
                System.getLogger(Form.class.getName()).log(System.Logger.Level.WARNING,
                        "Module " + MODULE + " is not resolved, so kernels run in scalar form, several times slower;"
                                + " start java with --add-modules " + MODULE);
                return SCALAR;
            }
            return compilesVectors() ? ofLanes(preferredLanes()) : SCALAR;
        }

        /** C2 alone compiles the Vector API; an interpreter or C1 would allocate every vector. */
        private static boolean compilesVectors() {
            String info = System.getProperty("java.vm.info", "");
            String compiler = System.getProperty("sun.management.compiler", "");
            return compiler.contains("HotSpot") && !info.contains("interpreted") && !info.contains("emulated-client");
        }

        private static int preferredLanes() {
            try {
                Class<?> vector = Class.forName(MODULE + ".FloatVector");
                Class<?> species = Class.forName(MODULE + ".VectorSpecies");
                return (int) species.getMethod("length").invoke(vector.getField("SPECIES_PREFERRED").get(null));
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("module " + MODULE + " has no FloatVector.SPECIES_PREFERRED", e);
            }
        }

        private static Form ofLanes(int lanes) {
            return lanes >= 16 ? V512 : lanes >= 8 ? V256 : lanes >= 4 ? V128 : SCALAR;
        }
    }
}
