/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.guard;

import io.github.smtpprobe.examples.web.WebApplication;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application on a free port of the loopback address, with some pages of the tests' own, and a client of it. */
final class RunningPage implements Closeable {
    private final ConfigurableApplicationContext application;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningPage(ConfigurableApplicationContext application) {
        this.application = application;
    }

    /**
     * Starts it.
     *
     * @param settings such as {@code --smtp-probe.audience=staff}
     * @return the application
     */
    static RunningPage start(String... settings) {
        List<String> all = new ArrayList<>(List.of("--server.port=0"));
        all.addAll(List.of(settings));
        return new RunningPage(
                new SpringApplicationBuilder(WebApplication.class, PagesOfTests.class).run(all.toArray(new String[0])));
    }

    <T> T bean(Class<T> type) {
        return application.getBean(type);
    }

    int port() {
        return Integer.parseInt(application.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** Gets a page as a browser does; headers are names and values by turns. */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers).GET());
    }

    /** Posts a form. */
    HttpResponse<String> post(String path, String form, String... headers) throws IOException, InterruptedException {
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
        request.setHeader("Accept", "text/html");
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals("Accept")) {
                request.setHeader("Accept", headers[i + 1]);
            } else {
                request.header(headers[i], headers[i + 1]);
            }
        }
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A form with its token, as a browser holds it. */
    record Form(String cookie, String token) {
        String[] headers(String... more) {
            List<String> all = new ArrayList<>(List.of("Cookie", cookie));
            all.addAll(List.of(more));
            return all.toArray(new String[0]);
        }
    }

    Form form(String... headers) throws IOException, InterruptedException {
        HttpResponse<String> page = get("/test/form", headers);
        String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().split(";")[0];
        return new Form(cookie, page.body().split("\"")[1]);
    }

    /** Sends octets as they are, and reads what comes until the connection is closed or a second has passed. */
    String raw(String octets) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(octets.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answer = new StringBuilder();
            try {
                for (int octet = socket.getInputStream().read();
                        octet >= 0;
                        octet = socket.getInputStream().read()) {
                    answer.append((char) octet);
                }
            } catch (IOException silent) {
                // Kept alive, or reset.
            }
            return answer.toString();
        }
    }

    @Override
    public void close() {
        application.close();
    }
}
