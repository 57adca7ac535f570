package io.parley.page;

import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium (Debian's) with a profile of its own: a person's machine, with its network. */
public final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    // It warns at every start that it has no typed devtools for this version of Chromium; ours are sent as they are. Held here, for
    // java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");
    private static final List<String> COMPLAINTS = List.of("Uncaught", "Content Security Policy", "Error:");

    /** What a person holds in their hands or has before them; sizes in CSS pixels. */
    enum Device {
        DESKTOP(1200, 800, false),
        /** The narrowest of today's phones. */
        PHONE(360, 740, true);

        private final int width;
        private final int height;
        private final boolean touch;

        Device(int width, int height, boolean touch) {
            this.width = width;
            this.height = height;
            this.touch = touch;
        }
    }

    private final ChromeDriver driver;

    /** With a desktop's window; see {@link #become}. */
    /** A browser of a test's own, on a desk, for pages that are no story of the chat page. */
    public static Browser open() {
        return new Browser().become(Device.DESKTOP);
    }

    Browser() {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
        driver = new ChromeDriver(service, options());
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        cdp("Network.enable", Map.of());
    }

    /** Another person's: in a new tab, without what the last one's pages kept there, nor their cookies. */
    Browser become(Device device) {
        String last = driver.getWindowHandle();
        driver.manage().deleteAllCookies();
        driver.switchTo().newWindow(WindowType.TAB);
        String fresh = driver.getWindowHandle();
        driver.switchTo().window(last).close();
        driver.switchTo().window(fresh);
        // The window of a headless Chromium cannot be narrower than 500 pixels; the page in it can.
        cdp("Emulation.setDeviceMetricsOverride", Map.of(
                "width", device.width, "height", device.height, "deviceScaleFactor", 1, "mobile", device.touch));
        cdp("Network.enable", Map.of());
        goOnline();
        return this;
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Cuts the network: open streams break, requests fail, and the page is told. */
    public void goOffline() {
        network(true);
    }

    public void goOnline() {
        network(false);
    }

    /** What the page did wrong since the last call: uncaught errors, and what its Content-Security-Policy forbade. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::getMessage)
                .filter(message -> COMPLAINTS.stream().anyMatch(message::contains))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }

    /**
     * The flags: as root Chromium has no sandbox; without a graphics card none is looked for; and it must not call home, which on a
     * machine without Internet costs seconds at every start.
     */
    private static ChromeOptions options() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.addArguments("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--disable-sync");
        options.setCapability("goog:loggingPrefs", logs);
        return options;
    }

    private void network(boolean offline) {
        cdp("Network.emulateNetworkConditions", Map.of(
                "offline", offline, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
    }

    private void cdp(String command, Map<String, Object> parameters) {
        driver.executeCdpCommand(command, parameters);
    }
}
