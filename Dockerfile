# One image for web, worker, ticker and migrate: docker-compose.yml says which is which.
FROM python:3.12-slim-bookworm

# Pango and fonts are for the debrief's PDF.
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core fonts-noto-color-emoji \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin socialroom \
    && install -d -o socialroom -g socialroom /data /static

ENV PATH=/app/.venv/bin:$PATH \
    PIP_NO_CACHE_DIR=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    XDG_CACHE_HOME=/tmp/cache \
    SOCIALROOM_MODE=server \
    DATA_DIR=/data \
    STATIC_ROOT=/static

# The packages change seldom, the code often: this layer stands as long as the lock does.
WORKDIR /app
COPY socialroom/__init__.py socialroom/bootstrap.py socialroom/bootstrap_messages.py socialroom/machine.py \
    socialroom/requirements.lock socialroom/
RUN python3 -m socialroom.bootstrap

COPY . .
RUN python -m compileall -q exercises feed reports socialroom

USER socialroom
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s \
    CMD ["python", "deploy/healthy.py", "http://localhost:8000/healthz"]
CMD ["daphne", "-b", "0.0.0.0", "-p", "8000", "--websocket-max-message-size", "16384", "socialroom.asgi:application"]
