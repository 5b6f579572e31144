// The load of a scenario (docs/lab-scenarios.md) on a real X server: a video of MIT-SHM pictures with pauses, and chrome of small
// bitmaps over fixed places. Prints JSON lines: what it played, and every gap between two frames that a viewer would see.
//
//   guest-load SECONDS SEED video WIDTH HEIGHT LEFT TOP FPS JITTER CONTENT PLAY PAUSE
//              [chrome WIDTH HEIGHT PLACES RATE PER-FRAME JITTER CONTENT ORDER WHERE PLAY PAUSE]...
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

enum { PICTURES = 6, BITMAPS = 8, CHROMES = 16, GAPS = 64 };
// Longer than the 200 ms after which spice-server no longer takes a frame for a video's next one.
static const double VISIBLE = 0.2;

struct chrome {
    int width, height, places, perFrame, isRandom, isOnVideo;
    double rate, jitter, play, pause, next;
    const char *content;
    int *left, *top;
    long drawn;
    XImage *bitmaps[BITMAPS];
};

static Display *display;
static Window window;
static GC context;
static char **words;
static int left_over;

static double now(clockid_t clock) {
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec + t.tv_nsec / 1e9;
}

static double at(void) { return now(CLOCK_REALTIME); }
static double ticks(void) { return now(CLOCK_MONOTONIC); }
static double unit(void) { return rand() / (RAND_MAX + 1.0); }

static const char *word(void) {
    if (left_over-- < 1) {
        fprintf(stderr, "too few arguments\n");
        exit(2);
    }
    return *words++;
}

static double number(void) { return atof(word()); }

static void wait_until(double when) {
    double left = when - ticks();
    if (left > 0) {
        struct timespec t = {(time_t)left, (long)((left - (time_t)left) * 1e9)};
        nanosleep(&t, 0);
    }
}

// Up to 160 and down again, every 512 steps.
static int wave(int at) {
    at &= 511;
    return 5 * (at < 256 ? at : 511 - at) / 8;
}

static unsigned pixel(const char *content, int x, int y, int picture) {
    if (!strcmp(content, "text"))
        return y % 8 < 6 && rand() % 3 == 0 ? 0x101010 : 0xf0f0f0;
    if (!strcmp(content, "noise"))
        return rand() & 0xffffff;
    // Whole numbers: an emulated processor takes half a minute for as many sines.
    int t = picture * 512 / PICTURES, noise = rand();
    int red = wave(x * 2 + t) + wave(y * 3 - t) / 2 + noise % 9, green = wave(y * 2 + t) + wave(x + y) / 2 + noise / 16 % 9,
        blue = wave(x + y - t) + wave(y) / 2 + noise / 256 % 9;
    return (red & 255) << 16 | (green & 255) << 8 | (blue & 255);
}

static void fill(XImage *image, const char *content, int picture) {
    for (int y = 0; y < image->height; y++)
        for (int x = 0; x < image->width; x++)
            ((unsigned *)(image->data + (size_t)y * image->bytes_per_line))[x] = pixel(content, x, y, picture);
}

static XImage *shared(int width, int height, const char *content, int picture) {
    static XShmSegmentInfo segments[PICTURES];
    XShmSegmentInfo *s = &segments[picture];
    int screen = DefaultScreen(display);
    XImage *image = XShmCreateImage(display, DefaultVisual(display, screen), DefaultDepth(display, screen), ZPixmap, 0, s, width, height);
    s->shmid = shmget(IPC_PRIVATE, (size_t)image->bytes_per_line * height, IPC_CREAT | 0600);
    s->shmaddr = image->data = shmat(s->shmid, 0, 0);
    s->readOnly = False;
    XShmAttach(display, s);
    XSync(display, False);
    shmctl(s->shmid, IPC_RMID, 0);
    fill(image, content, picture);
    return image;
}

static XImage *plain(int width, int height, const char *content, int picture) {
    int screen = DefaultScreen(display);
    XImage *image = XCreateImage(display, DefaultVisual(display, screen), DefaultDepth(display, screen), ZPixmap, 0,
                                 malloc((size_t)width * height * 4), width, height, 32, 0);
    fill(image, content, picture);
    return image;
}

// As the lab places them: row by row with one pixel between, beside the video or on it (Lab/Scenarios/Places.cs).
static void place(struct chrome *c, int surfaceWidth, int surfaceHeight, int left, int top, int width, int height) {
    int n = 0, l = c->isOnVideo ? left : 0, t = c->isOnVideo ? top : 0, r = c->isOnVideo ? left + width : surfaceWidth,
        b = c->isOnVideo ? top + height : surfaceHeight;
    c->left = malloc(sizeof(int) * c->places);
    c->top = malloc(sizeof(int) * c->places);
    for (int y = t; y + c->height <= b && n < c->places; y += c->height + 1)
        for (int x = l; x + c->width <= r && n < c->places; x += c->width + 1)
            if (c->isOnVideo || x >= left + width || left >= x + c->width || y >= top + height || top >= y + c->height) {
                c->left[n] = x;
                c->top[n++] = y;
            }
    if (n < c->places) {
        printf("{\"event\": \"failed\", \"reason\": \"only %d of %d places fit\"}\n", n, c->places);
        exit(2);
    }
}

static void draw(struct chrome *c) {
    int p = c->isRandom ? rand() % c->places : c->drawn % c->places;
    XPutImage(display, window, context, c->bitmaps[c->drawn % BITMAPS], 0, 0, c->left[p], c->top[p], c->width, c->height);
    c->drawn++;
}

static int lost(Display *d) {
    (void)d;
    printf("{\"event\": \"lost\", \"time\": %.3f}\n", at());
    fflush(stdout);
    _exit(1);
}

int main(int count, char **arguments) {
    words = arguments + 1;
    left_over = count - 1;
    double seconds = number();
    srand(number());
    word();
    int width = number(), height = number(), left = number(), top = number();
    double fps = number(), jitter = number();
    const char *content = word();
    double play = number(), pause = number();
    static struct chrome chromes[CHROMES];
    int n = 0;
    for (; left_over > 0 && n < CHROMES; n++) {
        struct chrome *c = &chromes[n];
        word();
        c->width = number(), c->height = number(), c->places = number(), c->rate = number(), c->perFrame = number();
        c->jitter = number(), c->content = word(), c->isRandom = !strcmp(word(), "random"), c->isOnVideo = !strcmp(word(), "on-video");
        c->play = number(), c->pause = number();
    }

    setvbuf(stdout, 0, _IOLBF, 0);
    XSetIOErrorHandler(lost);
    if (!(display = XOpenDisplay(0))) {
        printf("{\"event\": \"failed\", \"reason\": \"no X server\"}\n");
        return 1;
    }
    int screen = DefaultScreen(display), surfaceWidth = DisplayWidth(display, screen), surfaceHeight = DisplayHeight(display, screen);
    XSetWindowAttributes a = {.override_redirect = True, .background_pixmap = None};
    window = XCreateWindow(display, RootWindow(display, screen), 0, 0, surfaceWidth, surfaceHeight, 0, DefaultDepth(display, screen),
                           InputOutput, DefaultVisual(display, screen), CWOverrideRedirect | CWBackPixmap, &a);
    XSelectInput(display, window, ExposureMask);
    XMapRaised(display, window);
    XEvent e;
    XNextEvent(display, &e);
    context = XCreateGC(display, window, 0, 0);
    XImage *pictures[PICTURES];
    for (int i = 0; i < PICTURES; i++)
        pictures[i] = shared(width, height, content, i);
    for (int i = 0; i < n; i++) {
        place(&chromes[i], surfaceWidth, surfaceHeight, left, top, width, height);
        for (int j = 0; j < BITMAPS; j++)
            chromes[i].bitmaps[j] = plain(chromes[i].width, chromes[i].height, chromes[i].content, j);
    }
    printf("{\"event\": \"ready\", \"time\": %.3f, \"surface\": \"%dx%d\"}\n", at(), surfaceWidth, surfaceHeight);

    double start = ticks(), end = start + seconds;
    // Only whole plays, but for one that is longer than the run: half a play says nothing about streams.
    for (int plays = 1; plays == 1 || ticks() + play < end + 0.5; plays++) {
        double begun = ticks(), stop = plays > 1 || begun + play < end ? begun + play : end, last = 0, longest = 0, due = begun;
        double gapAt[GAPS], gapOf[GAPS];
        int frames = 0, gaps = 0;
        printf("{\"event\": \"play\", \"play\": %d, \"time\": %.3f}\n", plays, at());
        // A play and the pause after it, in which only the chrome with a rate of its own goes on.
        for (double over = stop + pause;;) {
            int isPlaying = due < stop;
            double next = isPlaying ? due : over;
            struct chrome *first = 0;
            for (int i = 0; i < n; i++)
                if (chromes[i].rate > 0) {
                    if (chromes[i].next == 0)
                        chromes[i].next = begun;
                    if (chromes[i].next < next)
                        first = &chromes[i], next = first->next;
                }
            wait_until(next);
            if (next >= over || ticks() >= over)
                break;
            if (first) {
                double period = first->play + first->pause, phase = fmod(first->next - start, period);
                if (first->pause == 0 || phase < first->play)
                    draw(first);
                double step = (1 + first->jitter * (2 * unit() - 1)) / first->rate;
                // Who can't keep up does not try to catch up for ever.
                first->next = first->next + step < ticks() - 1 ? ticks() : first->next + step;
                XSync(display, False);
                continue;
            }
            XShmPutImage(display, window, context, pictures[frames % PICTURES], 0, 0, left, top, width, height, False);
            for (int i = 0; i < n; i++)
                for (int j = 0; j < chromes[i].perFrame; j++)
                    draw(&chromes[i]);
            XSync(display, False);
            double done = ticks();
            if (last > 0 && done - last > longest)
                longest = done - last;
            if (last > 0 && done - last > VISIBLE && gaps < GAPS)
                gapAt[gaps] = at(), gapOf[gaps++] = done - last;
            last = done;
            frames++;
            double step = (1 + jitter * (2 * unit() - 1)) / fps;
            due = due + step < done - 1 ? done : due + step;
        }
        printf("{\"event\": \"played\", \"play\": %d, \"time\": %.3f, \"seconds\": %.3f, \"frames\": %d, \"longestGap\": %.3f, \"gaps\": [",
               plays, at() - (ticks() - (stop < ticks() ? stop : ticks())), (stop < ticks() ? stop : ticks()) - begun, frames, longest);
        for (int i = 0; i < gaps; i++)
            printf("%s[%.3f, %.3f]", i ? ", " : "", gapAt[i], gapOf[i]);
        printf("]}\n");
    }
    long drawn = 0;
    for (int i = 0; i < n; i++)
        drawn += chromes[i].drawn;
    printf("{\"event\": \"over\", \"time\": %.3f, \"chrome\": %ld}\n", at(), drawn);
    return 0;
}
