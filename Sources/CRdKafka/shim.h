// librdkafka's C interface, with the mock cluster that tests inject failures through.
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
