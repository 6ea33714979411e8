/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.examples.web.pages;

import io.github.smtpprobe.examples.web.guard.Gate;
import io.github.smtpprobe.examples.web.guard.NotNow;
import io.github.smtpprobe.examples.web.guard.Turn;
import io.github.smtpprobe.examples.web.probes.LiveProbe;
import io.github.smtpprobe.examples.web.probes.Moment;
import io.github.smtpprobe.examples.web.probes.Probes;
import io.github.smtpprobe.examples.web.probes.Watch;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The events of a probe, as server-sent events. While nothing happens, comments are sent to notice that the browser is gone;
 * the probe then ends, unless somebody else is watching it.
 */
@Controller
public class LiveStream implements DisposableBean {
    private static final Duration HEARTBEAT = Duration.ofMillis(400);
    private static final Duration AFTER_DEADLINE = Duration.ofMinutes(1);

    private final Probes probes;
    private final Gate gate;
    private final AtomicInteger count = new AtomicInteger();
    private final ExecutorService senders = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "live-page-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Creates the controller.
     *
     * @param probes has them
     * @param gate   says how many may look
     */
    public LiveStream(Probes probes, Gate gate) {
        this.probes = probes;
        this.gate = gate;
    }

    /**
     * Begins a stream.
     *
     * @param id       of the probe
     * @param known    the last event that the browser has, where it comes again
     * @param request  whose client looks
     * @param response gets the headers
     * @return the stream
     * @throws NotNow if this client looks at too many
     * @throws HttpRequestMethodNotSupportedException after HEAD
     */
    @GetMapping(path = "/probes/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    public SseEmitter events(
            @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "0") String known,
            HttpServletRequest request,
            HttpServletResponse response)
            throws NotNow, HttpRequestMethodNotSupportedException {
        if (!request.getMethod()
                .equals("GET")) { // a stream for HEAD sends nothing by which a lost client could be noticed
            throw new HttpRequestMethodNotSupportedException(request.getMethod(), List.of("GET"));
        }
        LiveProbe probe = probes.find(id).orElseThrow(Gone::new);
        Turn turn = gate.stream(request.getRemoteAddr());
        Privacy.keep(response);
        response.setHeader("X-Accel-Buffering", "no");
        SseEmitter stream = new SseEmitter(probe.deadline().plus(AFTER_DEADLINE).toMillis());
        Watch watch = probe.watch(number(known));
        Runnable gone = () -> {
            watch.close();
            turn.close();
        };
        stream.onCompletion(gone);
        stream.onTimeout(gone);
        stream.onError(broken -> gone.run());
        senders.execute(() -> send(stream, watch, gone));
        return stream;
    }

    private static int number(String id) {
        return id.matches("[0-9]{1,6}") ? Integer.parseInt(id) : 0;
    }

    private static void send(SseEmitter stream, Watch watch, Runnable gone) {
        try {
            stream.send(
                    SseEmitter.event().name("watch").data(Map.of("watch", watch.number()), MediaType.APPLICATION_JSON));
            while (watch.open()) {
                List<Moment> news = watch.next(HEARTBEAT);
                if (news.isEmpty() && watch.open()) {
                    stream.send(SseEmitter.event().comment("still there"));
                }
                for (Moment each : news) {
                    stream.send(SseEmitter.event()
                            .id(Integer.toString(each.id()))
                            .name(each.name())
                            .data(each.data(), MediaType.APPLICATION_JSON));
                }
            }
            stream.complete();
        } catch (IOException | IllegalStateException left) {
            gone.run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            stream.complete();
        } finally {
            gone.run();
        }
    }

    @Override
    public void destroy() {
        senders.shutdownNow();
    }
}
