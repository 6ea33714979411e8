/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.sasl;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Runs work as a subject, with {@code Subject.callAs} if Java has it (18 and later), otherwise with {@code doAs}, which will be
 * removed one day.
 */
final class AsSubject {
    private static final @Nullable Method CALL_AS = method("callAs", Callable.class);
    private static final @Nullable Method DO_AS = method("doAs", PrivilegedExceptionAction.class);

    private AsSubject() {}

    private static @Nullable Method method(String name, Class<?> work) {
        try {
            return Subject.class.getMethod(name, Subject.class, work);
        } catch (NoSuchMethodException absent) {
            return null;
        }
    }

    @SuppressWarnings("unchecked") // both return what the work returns
    static <T> T call(Subject subject, Callable<T> work) throws Exception {
        try {
            if (CALL_AS != null) {
                return (T) CALL_AS.invoke(null, subject, work);
            }
            if (DO_AS != null) {
                PrivilegedExceptionAction<T> action = work::call;
                return (T) DO_AS.invoke(null, subject, action);
            }
        } catch (InvocationTargetException wrapped) {
            throw cause(wrapped.getCause());
        }
        throw new IllegalStateException("this Java has neither Subject.callAs nor Subject.doAs");
    }

    private static Exception cause(@Nullable Throwable thrown) {
        if (thrown instanceof Error fatal) {
            throw fatal;
        }
        if (thrown instanceof CompletionException || thrown instanceof PrivilegedActionException) {
            return thrown.getCause() instanceof Exception inner ? inner : (Exception) thrown;
        }
        return thrown instanceof Exception other ? other : new IllegalStateException("work failed without a cause");
    }
}
