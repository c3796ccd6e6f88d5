// Jest gives every test file a realm of its own, with its own Float32Array; native modules (ONNX Runtime,
// TensorFlow) compare against the outer realm's. Handing those in makes `instanceof` agree on both sides.
const { TestEnvironment } = require('jest-environment-node');

// A test's own process.env is a copy that native code never sees; see createSession in models/artifact.ts.
process.env.ORT_DISABLE_TELEMETRY = '1';

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    Object.assign(this.global, {
      ArrayBuffer,
      Uint8Array,
      Int32Array,
      Float32Array,
      Float64Array,
      BigInt64Array,
    });
  }
};
