import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments, parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../../src/package-root.js';

const FOLDER = join(packageRoot, 'deploy');
const texts = z.record(z.string(), z.coerce.string());

const composeSchema = z.object({
  services: z.record(
    z.string(),
    z.object({
      environment: texts.optional(),
      stop_grace_period: z.templateLiteral([z.number(), 's']).optional(),
      read_only: z.boolean().optional(),
      cap_drop: z.array(z.string()).optional(),
      volumes: z.array(z.string()).optional(),
      secrets: z.array(z.string()).optional(),
      depends_on: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
  secrets: z.record(z.string(), z.unknown()),
});

const probe = z.object({ httpGet: z.object({ path: z.string() }) });
const containerSchema = z.object({
  env: z.array(z.object({ name: z.string(), value: z.string() })),
  command: z.array(z.string()).optional(),
  startupProbe: probe.optional(),
  livenessProbe: probe.optional(),
  readinessProbe: probe.optional(),
  securityContext: z.object({ readOnlyRootFilesystem: z.boolean(), allowPrivilegeEscalation: z.boolean() }),
  volumeMounts: z.array(z.object({ name: z.string(), mountPath: z.string() })),
});
const podSchema = z.object({
  terminationGracePeriodSeconds: z.number().optional(),
  securityContext: z.object({ runAsNonRoot: z.boolean() }),
  containers: z.array(containerSchema).length(1),
  volumes: z.array(z.object({ name: z.string() })),
});
const hasPod = z.object({ spec: z.object({ template: z.object({ spec: podSchema }) }) });
const jobSchema = z.object({ spec: z.object({ jobTemplate: hasPod }) });
const manifestSchema = z.looseObject({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  data: texts.optional(),
  stringData: texts.optional(),
});
/** A manifest of Kubernetes. */
export type Manifest = z.infer<typeof manifestSchema>;

/** The text of a file of `deploy`. */
export function readDeployFile(...path: string[]): Promise<string> {
  return readFile(join(FOLDER, ...path), 'utf8');
}

/** The services of `compose.yaml`, with its text. */
export async function readCompose() {
  const text = await readDeployFile('compose.yaml');
  return { text, ...composeSchema.parse(parseYaml(text, { merge: true })) };
}

/** All manifests for Kubernetes. */
export async function readManifests(): Promise<readonly Manifest[]> {
  const names = (await readdir(join(FOLDER, 'kubernetes'))).filter((name) => name.endsWith('.yaml'));
  const files = await Promise.all(names.map((name) => readDeployFile('kubernetes', name)));
  return files.flatMap((text) =>
    parseAllDocuments(text).map((document) => manifestSchema.parse(document.toJS())),
  );
}

/** The pod of a manifest that starts the program, if it does. */
export function podOf(manifest: Manifest): z.infer<typeof podSchema> | undefined {
  if (manifest.kind === 'Deployment') return hasPod.parse(manifest).spec.template.spec;
  if (manifest.kind === 'CronJob') return jobSchema.parse(manifest).spec.jobTemplate.spec.template.spec;
  return undefined;
}

/** Lines of the Dockerfile's stages, continued ones joined, without comments. */
export async function readStages(): Promise<readonly (readonly string[])[]> {
  const lines = (await readDeployFile('Dockerfile'))
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const starts = lines.flatMap((line, index) => (line.startsWith('FROM ') ? [index] : []));
  return starts.map((start, index) => lines.slice(start, starts[index + 1]));
}

/** The words after an instruction of the Dockerfile, for each line that has it. */
export function wordsAfter(stage: readonly string[], instruction: string): readonly (readonly string[])[] {
  return stage.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.split(' ').slice(1));
}
