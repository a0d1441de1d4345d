class Bounds {
    @Input Tensor x = f32(3);
    int forever() { int i = 0; for (;;) { i++; } } // ERROR 32: this for loop has not ended after 249999 turns; evaluation is limited to 1000000 steps
    int a = forever();
    int b() { return b(); } // ERROR 22: calls nest too deeply at this call of b; at most 200 levels; does a recursion have no end?
    int c = b();
    Tensor fine = x * undefined; // ERROR 23: there is no variable undefined
    int nested() {
        int n = 0;
        while (true) { // ERROR 9: this while loop has not ended after 1008 turns; evaluation is limited to 1000000 steps
            for (int i = 0; i < 10; i++) { n += i; }
        }
    }
    int d = nested();
    String text() { String s = "abcdefgh"; for (int i = 0; i < 30; i++) { s = s + s; } return s; } // ERROR 81: this string is too long; at most 100000 characters; in text, called from line 16
    String e = text();
}
