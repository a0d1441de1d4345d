package io.tapeless.codegen.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FormTest {
    private final String before = System.getProperty("tapeless.form");

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty("tapeless.form");
        } else {
            System.setProperty("tapeless.form", before);
        }
    }

    @Test
    void aPropertyOverridesTheChoice() {
        System.setProperty("tapeless.form", "scalar");
        assertEquals(Form.SCALAR, Form.best());
        System.setProperty("tapeless.form", "v1024");
        assertEquals("tapeless.form is v1024, expected scalar, v128, v256 or v512",
                assertThrows(IllegalArgumentException.class, Form::best).getMessage());
    }

    @Test
    void withoutTheModuleTheFormIsScalar() {
        System.clearProperty("tapeless.form");
        boolean module = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (!module) {
            assertEquals(Form.SCALAR, Form.best());
            System.setProperty("tapeless.form", "v256");
            assertEquals("tapeless.form is v256, which needs java --add-modules jdk.incubator.vector",
                    assertThrows(IllegalArgumentException.class, Form::best).getMessage());
        }
    }
}
