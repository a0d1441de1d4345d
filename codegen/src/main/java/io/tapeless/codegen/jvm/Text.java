package io.tapeless.codegen.jvm;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Text of any length as a constant of a class. */
public final class Text {
    /** Characters of a string constant; a class file takes 65,535 bytes. */
    private static final int PIECE = 16_000;
    private static final String BUILDER = "java/lang/StringBuilder";

    private Text() {}

    /** Writes code that puts the text on the stack. */
    public static void push(MethodVisitor out, String text) {
        if (text.length() <= PIECE) {
            out.visitLdcInsn(text);
            return;
        }
        out.visitTypeInsn(Opcodes.NEW, BUILDER);
        out.visitInsn(Opcodes.DUP);
        out.visitMethodInsn(Opcodes.INVOKESPECIAL, BUILDER, "<init>", "()V", false);
        for (int i = 0; i < text.length(); i += PIECE) {
            out.visitLdcInsn(text.substring(i, Math.min(i + PIECE, text.length())));
            out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "append",
                    "(Ljava/lang/String;)Ljava/lang/StringBuilder;", false);
        }
        out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
    }
}
