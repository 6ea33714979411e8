/* SPDX-License-Identifier: Apache-2.0 */
package io.github.smtpprobe.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** A test that is told by its argument, an {@code int}, how many cases to try: few in each build, and many among the sweeps. */
@Tag("sampled")
@ExtendWith(Sampled.Count.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Sampled {
    /** {@return how many in each build} */
    int few();

    /** {@return how many among the sweeps} */
    int many();

    /** Gives the number. */
    final class Count implements ParameterResolver {
        /** {@return whether many cases are to be tried: for what is tagged {@code sampled} and draws its sample itself} */
        public static boolean sweeping() {
            return Boolean.getBoolean("sweeps");
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == int.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
            Sampled sampled = AnnotationSupport.findAnnotation(test.getRequiredTestMethod(), Sampled.class)
                    .orElseThrow();
            return sweeping() ? sampled.many() : sampled.few();
        }
    }
}
