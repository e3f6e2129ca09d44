# Labelwarden with photographs, PDF, web pages and all reports, for a pipeline:
#
#   docker build -t labelwarden .
#   docker run --rm --network none --read-only --tmpfs /tmp -v "$PWD:/labels:ro" labelwarden check .
#
# It needs no network to run, writes nowhere but /tmp, and is not root.
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY src src
COPY rules rules
RUN python -m pip wheel --no-cache-dir --no-deps --wheel-dir /wheels .

FROM python:3.13-slim
ARG EXTRAS=photos,inputs,reports
COPY --from=build /wheels /wheels
RUN python -m pip install --no-cache-dir "$(echo /wheels/labelwarden-*.whl)[$EXTRAS]" \
 && rm -r /wheels \
 && useradd --uid 10001 --no-create-home labelwarden
USER 10001
ENV HOME=/tmp XDG_CACHE_HOME=/tmp/cache PYTHONDONTWRITEBYTECODE=1
WORKDIR /labels
ENTRYPOINT ["labelwarden"]
CMD ["--help"]
