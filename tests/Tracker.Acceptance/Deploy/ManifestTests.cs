using System.Diagnostics;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Tracker.Acceptance.Servers;

namespace Tracker.Acceptance.Deploy;

/// <summary>Dockerfile, compose file and Kubernetes manifests against published schemas, and against each other and the program where they say the same thing.</summary>
public sealed partial class ManifestTests
{
    static readonly string[] Overlays = ["one", "cluster", "split"];

    static CancellationToken Ct => TestContext.Current.CancellationToken;

    [GeneratedRegex(@"(httpGet: \{|path: |GET |location = )\s*(path: )?'?(?<path>/(health|metrics|api|hubs)[a-z/]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Probe();

    [Fact]
    public async Task What_others_publish_schemas_for_is_as_they_say()
    {
        var npm = Path.Combine(Shared.Root, "tests/Tracker.Acceptance/npm");
        if (!Directory.Exists(Path.Combine(npm, "node_modules/kubernetes-models"))) Assert.Skip("npm ci was not done in tests/Tracker.Acceptance/npm");
        var rendered = Directory.CreateTempSubdirectory("tracker-deploy-");
        try
        {
            foreach (var overlay in Overlays)
            {
                if (await RenderAsync(overlay) is { } text) await File.WriteAllTextAsync(Path.Combine(rendered.FullName, overlay + ".yaml"), text, Ct);
            }
            var (code, output) = await RunAsync("node", [Path.Combine(npm, "deploy.mjs"), DeployFiles.Root, .. rendered.GetFiles().Select(file => file.FullName)]);
            Assert.True(code == 0, output);
        }
        finally
        {
            rendered.Delete(recursive: true);
        }
    }

    [Fact]
    public void Kubernetes_knows_every_field_of_the_manifests()
    {
        var resources = DeployFiles.All.Where(entry => entry.Key.StartsWith("kubernetes/", StringComparison.Ordinal) && entry.Value.Contains("\nkind: ", StringComparison.Ordinal)
            && !entry.Value.Contains("config.k8s.io", StringComparison.Ordinal) && !entry.Value.Contains("monitoring.coreos.com", StringComparison.Ordinal)).ToList();
        Assert.True(resources.Count > 10);
        foreach (var (file, text) in resources)
        {
            var read = Record.Exception(() => KubernetesYaml.LoadAllFromString(text, strict: true));
            Assert.True(read is null, $"{file}: {read?.InnerException?.Message ?? read?.Message}");
        }
        Assert.ThrowsAny<Exception>(() => KubernetesYaml.LoadAllFromString(resources.Single(entry => entry.Key.EndsWith("base/statefulset.yaml", StringComparison.Ordinal)).Value.Replace("readinessProbe", "readynessProbe", StringComparison.Ordinal), strict: true));
    }

    [Fact]
    public async Task What_kustomize_renders_runs_as_nobody_and_is_given_time_to_leave()
    {
        foreach (var overlay in Overlays)
        {
            var text = await RenderAsync(overlay);
            if (text is null) Assert.Skip("kubectl is not installed here: kustomize's rendering is not checked");
            var objects = KubernetesYaml.LoadAllFromString(text, strict: true);
            var pods = objects.OfType<V1StatefulSet>().Select(set => set.Spec.Template.Spec).Concat(objects.OfType<V1Deployment>().Select(set => set.Spec.Template.Spec)).ToList();
            Assert.Equal(overlay == "split" ? 2 : 1, pods.Count);
            foreach (var pod in pods)
            {
                var container = Assert.Single(pod.Containers);
                Assert.True(pod.SecurityContext.RunAsNonRoot);
                Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
                Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
                Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
                Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
                // preStop and the stop's five seconds, with as much again to spare.
                Assert.True(pod.TerminationGracePeriodSeconds >= container.Lifecycle.PreStop.Sleep.Seconds + 10);
                Assert.False(pod.AutomountServiceAccountToken);
            }
            // Whom the service finds is whom clients may come to: in a split cluster no silo.
            var service = objects.OfType<V1Service>().Single(one => one.Metadata.Name == "tracker");
            Assert.Equal(overlay == "split" ? "api" : "server", service.Spec.Selector["app.kubernetes.io/component"]);
            var budgets = objects.OfType<V1PodDisruptionBudget>().Count();
            Assert.Equal(overlay switch { "one" => 0, "cluster" => 1, _ => 2 }, budgets);
        }
    }

    [Fact]
    public async Task Every_path_that_is_probed_or_scraped_is_there_and_the_image_listens_where_they_ask()
    {
        var paths = DeployFiles.Find(Probe()).Select(one => one.Found.Groups["path"].Value.TrimEnd('/')).Where(path => path is not "/health").ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(["/health/live", "/health/serving", "/metrics"], StringComparer.Ordinal), paths);
        await using var server = await RunningServer.StartAsync(ct: Ct);
        using var http = new HttpClient { BaseAddress = server.Address };
        foreach (var path in paths.Where(path => !path.StartsWith("/api/live", StringComparison.Ordinal)))
            Assert.NotEqual(404, (int)(await http.GetAsync(new Uri(path, UriKind.Relative), Ct)).StatusCode);

        var dockerfile = DeployFiles.All["Dockerfile"];
        Assert.Contains("EXPOSE 5080", dockerfile, StringComparison.Ordinal);
        Assert.Contains("ASPNETCORE_URLS=http://0.0.0.0:5080", dockerfile, StringComparison.Ordinal);
        Assert.All(["kubernetes/base/statefulset.yaml", "kubernetes/split/api.yaml"], file => Assert.Contains("containerPort: 5080", DeployFiles.All[file], StringComparison.Ordinal));
        Assert.Contains("targetPort: 5080", DeployFiles.All["azure/main.bicep"], StringComparison.Ordinal);
        Assert.Equal(3, Regex.Count(DeployFiles.All["nginx.conf"], @"server tracker-\d:5080 "));
    }

    [Fact]
    public async Task Every_command_that_is_told_exists()
    {
        var help = (await Tool.RunAsync(Ct, "--help")).Is(0).Out;
        var there = Regex.Matches(help, @"^ +tracker (?<name>[a-z-]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(found => found.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);
        Assert.Contains("health", there);
        var told = DeployFiles.Named(".md", "Dockerfile", ".yaml", ".bicep", ".service")
            .SelectMany(file => Regex.Matches(file.Text, @"(exec \S+ tracker|`tracker|^tracker|\[""tracker"",|&& tracker|run .* tracker) ""?(?<name>[a-z][a-z-]+)\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Select(found => (file.File, Name: found.Groups["name"].Value)))
            .ToList();
        Assert.Contains(told, one => one.Name == "backup");
        Assert.DoesNotContain(told, one => !there.Contains(one.Name));
    }

    [Fact]
    public void Every_file_that_a_page_of_deploy_links_to_is_there()
    {
        var links = DeployFiles.Named(".md").SelectMany(page => Regex.Matches(page.Text, @"\]\((?<to>[^)#]+)(#[^)]*)?\)", RegexOptions.ExplicitCapture).Select(found => (page.File, To: found.Groups["to"].Value))).Where(link => !link.To.Contains("://", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(links);
        Assert.DoesNotContain(links, link => !Path.Exists(Path.Combine(DeployFiles.Root, Path.GetDirectoryName(link.File)!, link.To)));
    }

    /// <summary>Null where there is no kubectl.</summary>
    static async Task<string?> RenderAsync(string overlay)
    {
        try
        {
            var (code, output) = await RunAsync("kubectl", ["kustomize", Path.Combine(DeployFiles.Root, "kubernetes", overlay)]);
            Assert.True(code == 0, output);
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(Ct), process.StandardError.ReadToEndAsync(Ct));
        await process.WaitForExitAsync(Ct).WaitAsync(TimeSpan.FromSeconds(60), Ct);
        return (process.ExitCode, await output + await error);
    }
}
