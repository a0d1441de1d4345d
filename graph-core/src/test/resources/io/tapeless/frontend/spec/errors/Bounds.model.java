class Bounds {
    @Input Tensor x = f32(3);
    int forever() { int i = 0; for (;;) { i++; } }
    int a = forever();
    int b() { return b(); }
    int c = b();
    Tensor fine = x * undefined;
    int nested() {
        int n = 0;
        while (true) {
            for (int i = 0; i < 10; i++) { n += i; }
        }
    }
    int d = nested();
    String text() { String s = "abcdefgh"; for (int i = 0; i < 30; i++) { s = s + s; } return s; }
    String e = text();
}
