// The load of the issue beside this file: a "video" (one MIT-SHM picture a frame) with pauses, and K small bitmaps
// after each frame, in turn over P fixed places outside of it. Prints a line at the start and end of each play.
//
//   cc -O2 -o guest-load guest-load.c -lX11 -lXext -lm
//   ./guest-load W 1200 H 600 vx 10 vy 10 K 10 P 250 fps 12 play 10 pause 2.5 pausechrome 0 total 150
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>
static double now() {
    struct timespec n;
    clock_gettime(CLOCK_MONOTONIC, &n);
    return n.tv_sec + n.tv_nsec / 1e9;
}
static double A(int c, char **v, const char *k, double d) {
    for (int i = 1; i + 1 < c; i += 2)
        if (!strcmp(v[i], k))
            return atof(v[i + 1]);
    return d;
}
int main(int c, char **v) {
    int W = A(c, v, "W", 512), H = A(c, v, "H", 400), vx = A(c, v, "vx", 500), vy = A(c, v, "vy", 10),
        K = A(c, v, "K", 12), P = A(c, v, "P", 56), cw = A(c, v, "cw", 32), ch = A(c, v, "ch", 16),
        pk = A(c, v, "pausechrome", 1), rnd = A(c, v, "rnd", 0);
    double fps = A(c, v, "fps", 15), play = A(c, v, "play", 10), pause = A(c, v, "pause", 2.5),
           total = A(c, v, "total", 180);
    srand(A(c, v, "seed", 1));
    Display *d = XOpenDisplay(0);
    if (!d)
        return 1;
    int s = DefaultScreen(d);
    int SW = DisplayWidth(d, s), SH = DisplayHeight(d, s);
    XSetWindowAttributes a;
    memset(&a, 0, sizeof a);
    a.override_redirect = 1;
    a.background_pixmap = None;
    Window w = XCreateWindow(d, RootWindow(d, s), 0, 0, SW, SH, 0, DefaultDepth(d, s), InputOutput, DefaultVisual(d, s),
                             CWOverrideRedirect | CWBackPixmap, &a);
    XSelectInput(d, w, ExposureMask);
    XMapRaised(d, w);
    XEvent e;
    XNextEvent(d, &e);
    GC g = XCreateGC(d, w, 0, 0);
    const int N = 6;
    XImage *im[6];
    XShmSegmentInfo si[6];
    for (int f = 0; f < N; f++) {
        im[f] = XShmCreateImage(d, DefaultVisual(d, s), DefaultDepth(d, s), ZPixmap, 0, &si[f], W, H);
        si[f].shmid = shmget(IPC_PRIVATE, im[f]->bytes_per_line * H, IPC_CREAT | 0600);
        si[f].shmaddr = im[f]->data = shmat(si[f].shmid, 0, 0);
        si[f].readOnly = 0;
        XShmAttach(d, &si[f]);
        XSync(d, 0);
        shmctl(si[f].shmid, IPC_RMID, 0);
        unsigned *p = (unsigned *)im[f]->data;
        for (int j = 0; j < H; j++)
            for (int i = 0; i < W; i++) {
                double t = f * 6.28318 / N;
                int R = 128 + 60 * sin(i * .02 + t) + 40 * sin(j * .03 - t) + (rand() % 9),
                    G = 128 + 60 * sin(j * .025 + t) + 40 * cos(i * .013 + j * .01) + (rand() % 9),
                    B = 128 + 70 * cos((i + j) * .015 - t) + (rand() % 9);
                p[j * W + i] = (R & 255) << 16 | (G & 255) << 8 | (B & 255);
            }
    }
    // chrome places
    int *px = malloc(sizeof(int) * 4096), *py = malloc(sizeof(int) * 4096), np = 0;
    for (int y = 8; y + ch < SH - 4 && np < 4096; y += ch + 6)
        for (int x = 8; x + cw < SW - 4 && np < 4096; x += cw + 6) {
            if (x + cw > vx - 4 && x < vx + W + 4 && y + ch > vy - 4 && y < vy + H + 4)
                continue;
            px[np] = x;
            py[np] = y;
            np++;
        }
    if (np < P)
        P = np;
    printf("screen %dx%d places %d used %d\n", SW, SH, np, P);
    fflush(stdout);
    const int M = 8;
    XImage *cm[8];
    for (int f = 0; f < M; f++) {
        unsigned *p = malloc(cw * ch * 4);
        for (int j = 0; j < ch; j++)
            for (int i = 0; i < cw; i++)
                p[j * cw + i] = (j % 8 < 6 && rand() % 3 == 0) ? 0x101010 : 0xf0f0f0;
        cm[f] = XCreateImage(d, DefaultVisual(d, s), DefaultDepth(d, s), ZPixmap, 0, (char *)p, cw, ch, 32, cw * 4);
    }
    double T0 = now();
    int n = 0;
    long cc = 0;
    while (now() - T0 < total) {
        double p0 = now();
        int k = 0, slow = 0;
        double mx = 0, last = 0;
        n++;
        printf("play %d start\n", n);
        fflush(stdout);
        while (now() - p0 < play) {
            double t = now();
            if (last && t - last > .2)
                slow++;
            if (last && t - last > mx)
                mx = t - last;
            last = t;
            XShmPutImage(d, w, g, im[k % N], 0, 0, vx, vy, W, H, 0);
            k++;
            for (int q = 0; q < K; q++, cc++) {
                int z = rnd ? rand() % P : (cc * 37) % P;
                XPutImage(d, w, g, cm[(cc / 3) % M], 0, 0, px[z], py[z], cw, ch);
            }
            XSync(d, 0);
            double wt = p0 + k / fps - now();
            if (wt > 0)
                usleep(wt * 1e6);
            else if (wt < -1)
                p0 = p0;
        }
        printf("play %d end frames %d in %.1fs maxgap %.3f gaps>0.2 %d\n", n, k, now() - p0, mx, slow);
        fflush(stdout);
        double z0 = now();
        int zk = 0;
        while (now() - z0 < pause) {
            if (pk)
                for (int q = 0; q < K; q++, cc++) {
                    int z = rnd ? rand() % P : (cc * 37) % P;
                    XPutImage(d, w, g, cm[(cc / 3) % M], 0, 0, px[z], py[z], cw, ch);
                }
            XSync(d, 0);
            zk++;
            double wt = z0 + zk / fps - now();
            if (wt > 0)
                usleep(wt * 1e6);
        }
    }
    printf("done plays %d chrome %ld\n", n, cc);
    return 0;
}
