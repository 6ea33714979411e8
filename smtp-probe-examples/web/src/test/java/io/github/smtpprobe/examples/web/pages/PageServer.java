/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.SmtpProbe;
import io.github.smtpprobe.examples.web.WebApplication;
import io.github.smtpprobe.records.SecureResolver;
import io.github.smtpprobe.testkit.FixedNames;
import io.github.smtpprobe.testkit.LedTransport;
import java.io.IOException;
import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The application on a port of its own, and a browser without scripts. */
final class PageServer implements AutoCloseable {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" content=\"([^\"]+)\"");

    private final ConfigurableApplicationContext application;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private PageServer(ConfigurableApplicationContext application) {
        this.application = application;
    }

    static PageServer staff(String... more) {
        List<String> all = new ArrayList<>(List.of("--smtp-probe.audience=staff"));
        all.addAll(Arrays.asList(more));
        return start(all.toArray(String[]::new));
    }

    static PageServer start(String... settings) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
        all.addAll(Arrays.asList(settings));
        return new PageServer(new SpringApplicationBuilder(WebApplication.class).run(all.toArray(String[]::new)));
    }

    /** The page for strangers, whose probe goes where the test leads it; preset, policy and quotas are as they are. */
    static PageServer leading(FixedNames names, LedTransport transport, String... settings) {
        return wired(builder -> builder.resolver(names).transport(transport), settings);
    }

    /** The page whose surveys ask this DNS, and go where the test leads them. */
    static PageServer surveying(SecureResolver zone, LedTransport transport, String... settings) {
        return wired(builder -> builder.secureResolver(zone).transport(transport), settings);
    }

    private static PageServer wired(UnaryOperator<SmtpProbe.Builder> wiring, String... settings) {
        List<String> all = new ArrayList<>(List.of("--server.port=0", "--server.address=127.0.0.1"));
        all.addAll(Arrays.asList(settings));
        SpringApplicationBuilder builder = new SpringApplicationBuilder(WebApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(
                                "ledProbe",
                                SmtpProbe.class,
                                () -> wiring.apply(context.getBean("pageProbe", SmtpProbe.class).toBuilder())
                                        .build(),
                                bean -> bean.setPrimary(true)));
        return new PageServer(builder.run(all.toArray(String[]::new)));
    }

    <B> B bean(Class<B> kind) {
        return application.getBean(kind);
    }

    String address() {
        return "http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port");
    }

    CookieManager cookies() {
        return cookies;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, "text/html,*/*;q=0.8");
    }

    HttpResponse<String> get(String path, String accepted) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Accept", accepted)
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, Map<String, String> fields) throws IOException, InterruptedException {
        Matcher csrf = CSRF.matcher(get("/").body());
        Map<String, String> all = new LinkedHashMap<>(fields);
        if (csrf.find()) {
            all.put("_csrf", csrf.group(1));
        }
        String body = all.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return client.send(
                HttpRequest.newBuilder(URI.create(address() + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "text/html,*/*;q=0.8")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** {@return the path of the probe's page} */
    String probe(Map<String, String> fields) throws IOException, InterruptedException {
        return started("/probes", fields);
    }

    /** {@return the path of the survey's page} */
    String survey(String domain) throws IOException, InterruptedException {
        return started("/domain", Map.of("domain", domain));
    }

    private String started(String form, Map<String, String> fields) throws IOException, InterruptedException {
        HttpResponse<String> answer = post(form, fields);
        if (answer.statusCode() != 303) {
            throw new AssertionError(answer.statusCode() + "\n" + answer.body());
        }
        return URI.create(address())
                .resolve(answer.headers().firstValue("Location").orElseThrow())
                .getPath();
    }

    /** {@return the events up to the end} */
    List<Event> watch(String page, int known) throws IOException, InterruptedException {
        List<Event> events = new ArrayList<>();
        try (EventStream stream = open(page, known)) {
            for (Event next = stream.next(); next != null; next = stream.next()) {
                events.add(next);
            }
        }
        return events;
    }

    EventStream open(String page, int known) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + page + "/events"));
        if (known > 0) {
            request.header("Last-Event-ID", Integer.toString(known));
        }
        HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new AssertionError("the stream answers " + answer.statusCode());
        }
        return new EventStream(answer.body());
    }

    /** {@return the page of a probe that has ended} */
    HttpResponse<String> result(String page) throws IOException, InterruptedException {
        watch(page, 0);
        return get(page);
    }

    @Override
    public void close() {
        application.close();
    }
}
