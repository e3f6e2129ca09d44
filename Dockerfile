# Labelwarden with photographs, PDF, web pages and all reports, for a pipeline:
#
#   docker build -t labelwarden .
#   docker run --rm --network none --read-only --tmpfs /tmp -v "$PWD:/labels:ro" labelwarden check .
#
# It needs no network to run, writes nowhere but /tmp, and is not root.
FROM python:3.13-slim AS build
ARG LOCK=image.lock
WORKDIR /source
COPY pyproject.toml README.md CHANGELOG.md LICENSE image.lock demo.lock ./
COPY src src
COPY rules rules
# The lock is complete, with hashes, and has the build backend: nothing is resolved, and no compiler is asked for.
RUN python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --no-deps --only-binary :all: --require-hashes -r "$LOCK" \
 && /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
 && /venv/bin/labelwarden rules list > /dev/null

FROM python:3.13-slim
COPY --from=build /venv /venv
RUN useradd --uid 10001 --no-create-home labelwarden
USER 10001
ENV PATH=/venv/bin:$PATH HOME=/tmp XDG_CACHE_HOME=/tmp/cache PYTHONDONTWRITEBYTECODE=1
WORKDIR /labels
ENTRYPOINT ["labelwarden"]
CMD ["--help"]
