/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.copied;

import io.github.smtpprobe.SmtpProbe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The application on a port of its own, and what it wrote into its log. */
final class Running implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(15);

    private final ConfigurableApplicationContext context;
    private final Path log;

    private Running(ConfigurableApplicationContext context, Path log) {
        this.context = context;
        this.log = log;
    }

    static Running with(String... settings) {
        return with(null, settings);
    }

    static Running with(@Nullable SmtpProbe probe, String... settings) {
        return with(newLog(), probe, settings);
    }

    static Path newLog() {
        try {
            Path log = Files.createTempFile("copied", ".log");
            log.toFile().deleteOnExit();
            return log;
        } catch (IOException full) {
            throw new IllegalStateException(full);
        }
    }

    static Running with(Path log, @Nullable SmtpProbe probe, String... settings) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--logging.config=classpath:copied/log.xml",
                "--logging.file.name=" + log,
                "--management.endpoints.web.exposure.include=health,prometheus",
                "--management.endpoint.health.show-details=always"));
        all.addAll(List.of(settings));
        SpringApplicationBuilder builder = new SpringApplicationBuilder(CopiedApplication.class);
        if (probe != null) {
            builder.initializers(context -> ((GenericApplicationContext) context)
                    .registerBean("monitoringProbe", SmtpProbe.class, () -> probe));
        }
        return new Running(builder.run(all.toArray(new String[0])), log);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    int port() {
        return Integer.parseInt(String.valueOf(context.getEnvironment().getProperty("local.server.port")));
    }

    HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    static HttpRequest.Builder loggedIn(HttpRequest.Builder request) {
        byte[] login = ("monitor:" + CopiedApplication.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException lost) {
            throw new IllegalStateException(lost);
        }
    }

    HttpResponse<String> get(String path) {
        return send(to(path));
    }

    /** Looks again and again, until it is as it should be or it is too late. */
    HttpResponse<String> await(String path, Predicate<HttpResponse<String>> wanted) throws InterruptedException {
        long end = System.nanoTime() + LONG.toNanos();
        HttpResponse<String> seen = get(path);
        while (!wanted.test(seen) && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = get(path);
        }
        return seen;
    }

    String log() {
        return text(log);
    }

    static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
