package io.parley.page;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
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
    private static final Dimension DESKTOP = new Dimension(1200, 800);
    private static final Dimension PHONE = new Dimension(360, 740);

    private static final List<String> COMPLAINTS = List.of("Uncaught", "Content Security Policy", "Error:");

    private final ChromeDriver driver;

    private Browser(Dimension size, boolean dark) {
        SELENIUM.setLevel(Level.SEVERE);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build();
        driver = new ChromeDriver(service, options());
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(30));
        // The window of a headless Chromium cannot be narrower than 500 pixels; the page in it can.
        cdp("Emulation.setDeviceMetricsOverride", Map.of(
                "width", size.getWidth(), "height", size.getHeight(), "deviceScaleFactor", 1, "mobile", size == PHONE));
        cdp("Emulation.setEmulatedMedia", Map.of("features",
                List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        cdp("Network.enable", Map.of());
    }

    public static Browser desktop() {
        return new Browser(DESKTOP, false);
    }

    /** 360 pixels wide, the narrowest of today's phones. */
    public static Browser phone() {
        return new Browser(PHONE, false);
    }

    public static Browser desktopInTheDark() {
        return new Browser(DESKTOP, true);
    }

    public static Browser phoneInTheDark() {
        return new Browser(PHONE, true);
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

    public Path screenshot() {
        return driver.getScreenshotAs(OutputType.FILE).toPath();
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
