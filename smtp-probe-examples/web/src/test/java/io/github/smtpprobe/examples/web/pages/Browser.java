/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Chromium without a screen. It notes what the page's own policy would not let it do. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ChromeDriver driver;
    private final String address;
    private final List<String> complaints = new ArrayList<>();

    Browser(String address) {
        this.address = address;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium", "google-chrome"));
        options.addArguments("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(program("chromedriver")))
                        .build(),
                options);
        cdp(
                "Page.addScriptToEvaluateOnNewDocument",
                Map.of(
                        "source",
                        "document.addEventListener('securitypolicyviolation', event =>"
                                + " console.error('POLICY ' + event.violatedDirective + ' ' + event.blockedURI));"));
    }

    private static String program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of("/usr/bin/", "/usr/local/bin/").map(folder -> Path.of(folder + name)))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no " + names[0] + ": install Debian's packages chromium and" + " chromium-driver"));
    }

    ChromeDriver driver() {
        return driver;
    }

    Object cdp(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, parameters);
    }

    void look(int width, String scheme) {
        cdp(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 500));
        cdp(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    Browser open(String path) {
        driver.get(address + path);
        return this;
    }

    /** Fills the form and sends it. */
    Browser test(Map<String, String> fields) {
        open("/");
        script("document.querySelectorAll('details').forEach(each => each.open = true)");
        fields.forEach((id, text) -> element("#" + id).sendKeys(text));
        element("button.primary").click();
        return this;
    }

    Browser awaitResult() {
        await("return document.querySelector('.verdict') !== null");
        return this;
    }

    /** Waits until a script says true, also while pages change. */
    void await(String script) {
        new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20))
                .ignoring(JavascriptException.class)
                .until(any -> Boolean.TRUE.equals(script(script)));
    }

    Object script(String script) {
        return ((JavascriptExecutor) driver).executeScript(script);
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** What an element shows, read at once: a live page may put another one in its place at any time. */
    String shown(String selector) {
        return (String) script("return document.querySelector('" + selector + "').innerText");
    }

    String text() {
        return element("body").getText();
    }

    /** Presses a key where the focus is. */
    WebElement press(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
        return driver.switchTo().activeElement();
    }

    /** Goes on by the tabulator to an element with this id. */
    void tabTo(String id) {
        for (int steps = 0; steps < 40; steps++) {
            if (id.equals(driver.switchTo().activeElement().getDomAttribute("id"))) {
                return;
            }
            press(Keys.TAB);
        }
        throw new AssertionError("the tabulator does not come to " + id);
    }

    long overflow() {
        return (Long) script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** {@return what axe finds, everything on the page being open} */
    List<String> axe() {
        script("document.querySelectorAll('details').forEach(each => each.open = true)");
        Results results = new AxeBuilder().analyze(driver);
        return results.getViolations().stream().map(Browser::words).toList();
    }

    private static String words(Rule rule) {
        return rule.getId() + ": " + rule.getNodes().get(0).getHtml();
    }

    /** {@return the printed page} */
    byte[] print() {
        Map<?, ?> printed = (Map<?, ?>) cdp("Page.printToPDF", Map.of("paperWidth", 8.27, "paperHeight", 11.69));
        return Base64.getDecoder().decode((String) printed.get("data"));
    }

    /** {@return what the browser complained about until now, less answers that say that something is wrong} */
    List<String> complaints() {
        for (LogEntry each : driver.manage().logs().get(LogType.BROWSER)) {
            if (!each.getMessage().contains("the server responded with a status of 4")) {
                complaints.add(each.getMessage());
            }
        }
        return complaints;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
