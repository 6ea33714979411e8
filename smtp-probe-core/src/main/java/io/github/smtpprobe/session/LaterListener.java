/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.session;

import io.github.smtpprobe.report.Fact;
import io.github.smtpprobe.report.Purpose;
import io.github.smtpprobe.route.Route;
import io.github.smtpprobe.transcript.Entry;
import java.util.ArrayList;
import java.util.List;

/** Keeps what is said of an attempt inside another one until that one has ended, so that listeners hear of one after the other. */
final class LaterListener implements SessionListener {
    private final SessionListener listener;
    private final List<Runnable> news = new ArrayList<>();

    LaterListener(SessionListener listener) {
        this.listener = listener;
    }

    @Override
    public void started(Route route, Purpose purpose) {
        news.add(() -> listener.started(route, purpose));
    }

    @Override
    public void recorded(Entry entry) {
        news.add(() -> listener.recorded(entry));
    }

    @Override
    public void observed(Fact fact) {
        news.add(() -> listener.observed(fact));
    }

    void tell() {
        news.forEach(Runnable::run);
        news.clear();
    }
}
