package ai.openclaw.voice.testkit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointUriFactory;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/**
 * Stands in for one of our components while routes are simulated: does what the test says, and remembers what it was sent.
 * Options that the real component does not have are refused here, too.
 */
public final class StandIn extends DefaultComponent {
    /** What came to an endpoint. {@code options} are the query of its URI. */
    public record Sent(Object body, Map<String, Object> headers, Map<String, Object> options) {}

    private final Map<String, Processor> behaviours = new ConcurrentHashMap<>();
    private final Map<String, List<Sent>> sent = new ConcurrentHashMap<>();
    private final Map<String, Consumer> consumers = new ConcurrentHashMap<>();

    StandIn() {
        setAutowiredEnabled(false); // Camel would do it with the real component's configurer
    }

    /** @param name the endpoint without its options, for example {@code stt:primary} */
    void on(String name, Processor behaviour) {
        behaviours.put(name, behaviour);
    }

    List<Sent> sent(String name) {
        return sent.getOrDefault(name, List.of());
    }

    void forgetAll() {
        sent.clear();
        behaviours.clear();
    }

    Processor consumerOf(String name) {
        Consumer consumer = consumers.get(name);
        if (consumer == null) {
            throw new IllegalArgumentException("no route begins at " + name + ", only at " + consumers.keySet());
        }
        return consumer.getProcessor();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        String scheme = uri.substring(0, uri.indexOf(':'));
        refuseUnknown(scheme, parameters);
        Map<String, Object> options = new HashMap<>(parameters);
        parameters.clear();
        return new Place(uri, scheme + ":" + remaining, options);
    }

    private void refuseUnknown(String scheme, Map<String, Object> parameters) {
        EndpointUriFactory real = getCamelContext().getCamelContextExtension().getEndpointUriFactory(scheme);
        if (real != null) {
            parameters.keySet().stream()
                    .filter(option -> !real.propertyNames().contains(option))
                    .findFirst()
                    .ifPresent(option -> {
                        throw new IllegalArgumentException(scheme + ": has no option " + option);
                    });
        }
    }

    private final class Place extends DefaultEndpoint {
        private final String name;
        private final Map<String, Object> options;

        Place(String uri, String name, Map<String, Object> options) {
            super(uri, StandIn.this);
            this.name = name;
            this.options = options;
        }

        @Override
        public Producer createProducer() {
            return new DefaultProducer(this) {
                @Override
                public void process(Exchange exchange) throws Exception {
                    sent.computeIfAbsent(name, n -> new CopyOnWriteArrayList<>())
                            .add(new Sent(
                                    exchange.getMessage().getBody(),
                                    new HashMap<>(exchange.getMessage().getHeaders()),
                                    options));
                    if (behaviours.containsKey(name)) {
                        behaviours.get(name).process(exchange);
                    } else if (consumers.containsKey(name)) {
                        consumers.get(name).getProcessor().process(exchange);
                    }
                }
            };
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            return new DefaultConsumer(this, processor) {
                @Override
                protected void doStart() throws Exception {
                    super.doStart();
                    consumers.put(name, this);
                }

                @Override
                protected void doStop() throws Exception {
                    consumers.remove(name, this);
                    super.doStop();
                }
            };
        }
    }
}
