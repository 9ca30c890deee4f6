"""What deploy/check applies beside the manifests themselves.

planted.py made FILE           prints what controllers will make of the resources in FILE: the pods of each workload, and
                               the resource in each WorkerResourceTemplate with the fields that its controller fills in
planted.py only KIND FILE      prints the resources of that kind
planted.py encrypts FILE        fails when the worker or the web process in FILE has no keys of payloads, and says which
planted.py plant FOLDER FILE…  writes one mistake for each kind of resource in the files into FOLDER, and prints for each a
                               line: its file, the kind, the mistake, a regular expression of the reason to refuse it
"""

import copy
import pathlib
import sys

import yaml


def read(files):
    return [each for file in files for each in yaml.safe_load_all(pathlib.Path(file).read_text()) if each]


def pods(resource):
    template = (resource.get("spec") or {}).get("template") or {}
    if "containers" not in template.get("spec", {}):
        return
    metadata = {
        "name": resource["metadata"]["name"],
        "namespace": resource["metadata"]["namespace"],
        "labels": template["metadata"]["labels"],
    }
    yield {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": template["spec"]}


def templated(resource):
    if resource["kind"] != "WorkerResourceTemplate":
        return
    made = copy.deepcopy(resource["spec"]["template"])
    made["metadata"] = {key: resource["metadata"][key] for key in ("name", "namespace")}
    spec = made["spec"]
    if "scaleTargetRef" in spec:
        spec["scaleTargetRef"] = {"apiVersion": "apps/v1", "kind": "Deployment", "name": "ratchet-worker-build"}
    if "selector" in spec:
        spec["selector"]["matchLabels"] = {"temporal.io/build-id": "build"}
    yield made


def made(resources):
    return [each for resource in resources for make in (pods, templated) for each in make(resource)]


def encrypts(resources):
    without = {"ratchet-worker", "ratchet-web"}
    for pod in made(resources):
        for container in pod["spec"].get("containers", []):
            names = {variable["name"] for variable in container.get("env", [])}
            if {"RATCHET_ENCRYPTION_KEYS", "RATCHET_ENCRYPTION_MASTER_KEY"} <= names:
                without.discard(pod["metadata"]["name"])
    if without:
        sys.exit("\n".join(f"{name} has no keys of payloads" for name in sorted(without)))


def at(resource, *path):
    for step in path:
        resource = resource[step]
    return resource


def put(*path_and_value):
    *path, last, value = path_and_value
    return lambda resource: at(resource, *path).__setitem__(last, value)


def drop(*path):
    return lambda resource: at(resource, *path[:-1]).__delitem__(path[-1])


POD = ("spec", "template", "spec")
CONTAINER = (*POD, "containers", 0)

# kind: what is wrong, how it is made, why it is refused. A kind that is not here is a failure of the check.
MISTAKES = {
    "Namespace": ("a level of security that there is not",
                  put("metadata", "labels", "pod-security.kubernetes.io/enforce", "strict"), "must be one of"),
    "ConfigMap": ("a number without quotes", put("data", "RATCHET_DB_CONNECTIONS", 5), "cannot unmarshal number|expected string"),
    "Deployment": ("a field that is misspelt", put(*CONTAINER, "livenesProbe", {}), 'unknown field .*livenesProbe'),
    "Service": ("a port that is none", put("spec", "ports", 0, "port", 70000), "must be between 1 and 65535"),
    "PodDisruptionBudget": ("both limits at once", put("spec", "minAvailable", 1), "cannot be both set"),
    "NetworkPolicy": ("a protocol in lower case", put("spec", "egress", [{"ports": [{"protocol": "tcp", "port": 443}]}]),
                      "Unsupported value: \"tcp\""),
    "Job": ("a policy of Deployments", put(*POD, "restartPolicy", "Always"), "restartPolicy: Required value: valid values"),
    "Pod": ("a process that is root", put("spec", "securityContext", "runAsUser", 0),
            "violates PodSecurity"),
    "ScaledObject": ("a trigger without settings", drop("spec", "triggers", 0, "metadata"), "triggers\\[0\\].metadata: Required"),
    "TriggerAuthentication": ("a secret without a key", drop("spec", "secretTargetRef", 0, "key"), "key: Required"),
    "Connection": ("no address", drop("spec", "hostPort"), "hostPort: Required"),
    "WorkerDeployment": ("a ramp without steps", put("spec", "rollout", {"strategy": "Progressive"}),
                         "steps are required|size\\(self.steps\\)|steps"),
    "WorkerResourceTemplate": ("nothing to make", drop("spec", "template"), "template: Required"),
    "ServiceMonitor": ("an interval that is none", put("spec", "endpoints", 0, "interval", "often"), "interval"),
}


def plant(folder, resources):
    first = {}
    for resource in resources + made(resources):
        first.setdefault(resource["kind"], resource)
    for number, (kind, resource) in enumerate(sorted(first.items())):
        if kind not in MISTAKES:
            sys.exit(f"planted.py: no mistake is known for a {kind}; add one to MISTAKES")
        what, mistake, reason = MISTAKES[kind]
        wrong = copy.deepcopy(resource)
        mistake(wrong)
        file = pathlib.Path(folder) / f"{number:02}-{kind}.yaml"
        file.write_text(yaml.safe_dump(wrong, sort_keys=False))
        print(file, kind, what, reason, sep="\t")


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command == "made":
        print(yaml.safe_dump_all(made(read(arguments)), sort_keys=False))
    elif command == "encrypts":
        encrypts(read(arguments))
    elif command == "only":
        kind, *files = arguments
        print(yaml.safe_dump_all([each for each in read(files) if each["kind"] == kind], sort_keys=False))
    else:
        plant(arguments[0], read(arguments[1:]))
