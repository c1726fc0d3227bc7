# The service with its seed. Dependencies are installed apart from the build, so that no compiler gets into the image.
FROM node:20-bookworm-slim AS dependencies
WORKDIR /dictum
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:20-bookworm-slim AS build
WORKDIR /dictum
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src src
RUN npm run build

FROM node:20-bookworm-slim
WORKDIR /dictum
COPY --from=dependencies /dictum/node_modules node_modules
COPY --from=build /dictum/dist dist
COPY package.json LICENSE NOTICE.md ./
COPY openapi/openapi.json openapi/openapi.json
COPY graph-seed graph-seed
RUN mkdir /data && chown node:node /data
USER node
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DICTUM_DATA=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/health/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["serve", "--seed", "graph-seed"]
