/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.recipes;

import io.github.smtpprobe.clock.Ticker;
import io.github.smtpprobe.sasl.Secret;
import io.github.smtpprobe.sasl.TokenSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A recipe: gets bearer tokens from an OAuth 2.0 server with the refresh-token grant (RFC 6749 §6) or the client-credentials
 * grant (§4.4), for {@code ProbeRequest.Builder.bearer}. A token is kept until a minute before it expires. Only one request is
 * made at a time, within the time that the probe has left, and at most 64 KiB of the response are read. Exceptions contain the
 * server's error code, but never its texts or a secret. Thread-safe.
 */
public final class OAuthTokens implements TokenSource {
    /** Google's token endpoint; a refresh token for SMTP has the scope {@code https://mail.google.com/}. */
    public static final URI GOOGLE = URI.create("https://oauth2.googleapis.com/token");

    /** The scope for an application that logs in to Microsoft as itself (client credentials). */
    public static final String MICROSOFT_APPLICATION = "https://outlook.office365.com/.default";

    /** The scope for an application that logs in to Microsoft for a user. */
    public static final String MICROSOFT_USER = "https://outlook.office365.com/SMTP.Send";

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** Clocks may be slightly wrong, and the login takes a while. */
    private static final Duration EARLY = Duration.ofMinutes(1);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(LONGEST).build();
    private final ReentrantLock turn = new ReentrantLock();
    private final URI endpoint;
    private final Map<String, Secret> form;
    private final Ticker ticker;
    private @Nullable TokenAnswer kept;
    private long since;

    private OAuthTokens(URI endpoint, Map<String, Secret> form, Ticker ticker) {
        if (!"https".equals(endpoint.getScheme()) && !"127.0.0.1".equals(endpoint.getHost())) {
            throw new IllegalArgumentException("endpoint: secrets go out by https alone");
        }
        this.endpoint = endpoint;
        this.form = form;
        this.ticker = ticker;
    }

    /** The same source with another clock. */
    OAuthTokens timedBy(Ticker other) {
        return new OAuthTokens(endpoint, form, other);
    }

    /**
     * Returns Microsoft's token endpoint.
     *
     * @param tenant the id of the directory, or one of its domains
     * @return the token endpoint
     */
    public static URI microsoft(String tenant) {
        if (!tenant.matches("[A-Za-z0-9.-]{1,253}")) {
            throw new IllegalArgumentException("tenant: must be an id or a domain");
        }
        return URI.create("https://login.microsoftonline.com/" + tenant + "/oauth2/v2.0/token");
    }

    /**
     * Creates a source of tokens for a user who has given consent (the refresh-token grant). If the server returns a new refresh
     * token, that one is used from then on, but it is not stored anywhere.
     *
     * @param endpoint     such as {@link #GOOGLE}
     * @param client       the client that requests tokens
     * @param refreshToken the refresh token from the user's consent
     * @return the source
     */
    public static OAuthTokens ofUser(URI endpoint, Client client, Secret refreshToken) {
        Map<String, Secret> form = client.form("refresh_token");
        form.put("refresh_token", refreshToken);
        return new OAuthTokens(endpoint, form, Ticker.system());
    }

    /**
     * Creates a source of tokens for the application itself (the client-credentials grant).
     *
     * @param endpoint such as {@link #microsoft}
     * @param client   the client that requests tokens
     * @param scope    the scope, such as {@link #MICROSOFT_APPLICATION}
     * @return the source
     */
    public static OAuthTokens ofApplication(URI endpoint, Client client, String scope) {
        Map<String, Secret> form = client.form("client_credentials");
        form.put("scope", Secret.of(scope));
        return new OAuthTokens(endpoint, form, Ticker.system());
    }

    /**
     * A client that requests tokens.
     *
     * @param id     the registered id
     * @param secret its secret; null for a client without one
     */
    public record Client(String id, @Nullable Secret secret) {
        private Map<String, Secret> form(String grant) {
            Map<String, Secret> form = new LinkedHashMap<>();
            form.put("grant_type", Secret.of(grant));
            form.put("client_id", Secret.of(id));
            if (secret != null) {
                form.put("client_secret", secret);
            }
            return form;
        }
    }

    @Override
    public Secret token(Duration left) throws IOException, InterruptedException {
        Duration time = left.compareTo(LONGEST) < 0 ? left : LONGEST;
        long begun = ticker.nanos();
        if (!turn.tryLock(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("another request for a token took all the time");
        }
        try {
            TokenAnswer known = kept;
            if (known == null || known.lasts().minus(EARLY).compareTo(Duration.ofNanos(ticker.nanos() - since)) <= 0) {
                long now = ticker.nanos();
                known = ask(time.minusNanos(now - begun));
                kept = known;
                since = now;
                known.refreshToken().ifPresent(next -> form.replace("refresh_token", next));
            }
            return known.token();
        } finally {
            turn.unlock();
        }
    }

    private TokenAnswer ask(Duration time) throws IOException, InterruptedException {
        if (time.isNegative() || time.isZero()) {
            throw new IOException("no time is left to ask for a token");
        }
        byte[] body = body();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(time)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> asked = http.sendAsync(request, info -> new BoundedBody());
        try {
            HttpResponse<byte[]> answer = asked.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return TokenAnswer.read(answer.statusCode(), answer.body());
        } catch (TimeoutException late) {
            throw new IOException("the token endpoint did not answer in time");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof BoundedBody.TooLong
                    ? new IOException("the answer of the token endpoint is too long")
                    : new IOException("the token endpoint cannot be asked", failed.getCause());
        } finally {
            asked.cancel(true);
            Arrays.fill(body, (byte) 0);
        }
    }

    private byte[] body() {
        byte[] body = new byte[0];
        for (Map.Entry<String, Secret> each : form.entrySet()) {
            byte[] value = each.getValue().revealUtf8();
            StringBuilder field = new StringBuilder(body.length == 0 ? "" : "&")
                    .append(each.getKey())
                    .append('=');
            for (byte octet : value) {
                boolean plain = Character.isLetterOrDigit(octet & 0x7f) && octet >= 0;
                field.append(plain ? String.valueOf((char) octet) : "%%%02X".formatted(octet & 0xff));
            }
            Arrays.fill(value, (byte) 0);
            byte[] encoded = field.toString().getBytes(StandardCharsets.US_ASCII);
            byte[] longer = Arrays.copyOf(body, body.length + encoded.length);
            System.arraycopy(encoded, 0, longer, body.length, encoded.length);
            Arrays.fill(body, (byte) 0);
            body = longer;
        }
        return body;
    }

    @Override
    public String toString() {
        return "OAuthTokens[" + endpoint.getHost() + "]";
    }
}
