// Tracker on Azure Container Apps: members are replicas of one app, the log is on Azure Database for PostgreSQL, membership and snapshots on a storage
// account that is opened with a managed identity, secrets come from a vault. Everything but the ingress is inside one virtual network.
//   az group create --name tracker --location westeurope
//   az deployment group what-if --resource-group tracker --template-file deploy/azure/main.bicep --parameters deploy/azure/main.bicepparam
//   az deployment group create  --resource-group tracker --template-file deploy/azure/main.bicep --parameters deploy/azure/main.bicepparam
targetScope = 'resourceGroup'

@description('Begins the names of everything that is made.')
@minLength(3)
@maxLength(12)
param name string = 'tracker'

param location string = resourceGroup().location

@description('The image, with its tag or digest; in a registry that the identity may pull from, or a public one.')
param image string

@description('Name of an Azure Container Registry in this resource group that holds the image; empty: a public registry.')
param registry string = ''

@description('An administrator key of 20 characters or more; further keys are made with it (POST /api/keys).')
@secure()
@minLength(20)
param adminKey string

@description('Password of the database account that owns the log.')
@secure()
@minLength(16)
param databasePassword string

@description('Replicas at rest. Each has an index of its own and serves its own readers; two are enough for a rolling update, three for the loss of a zone meanwhile.')
@minValue(1)
@maxValue(30)
param minReplicas int = 3

@minValue(1)
@maxValue(30)
param maxReplicas int = 10

@description('Live readers of one replica above which there is another one.')
param readersPerReplica int = 5000

@description('Size of the database. Memory holds the newest part of the log and its indexes; posting wants a fast disk more than cores.')
param databaseSku object = { name: 'Standard_D4ds_v5', tier: 'GeneralPurpose' }

@minValue(32)
param databaseGigabytes int = 256

@description('Whether the database has a standby in another zone: a commit is then answered when both have it.')
param zoneRedundant bool = true

@description('Whether reading needs no key.')
param publicRead bool = true

var unique = take(uniqueString(resourceGroup().id, name), 8)
var tags = { application: 'tracker' }
var roles = {
  tables: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' // Storage Table Data Contributor
  blobs: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe' // Storage Blob Data Contributor
  secrets: '4633458b-17de-408a-b874-0445c86b69e6' // Key Vault Secrets User
  pull: '7f951dda-4ed3-4680-a7ca-43fe172d538d' // AcrPull
}

module network 'network.bicep' = {
  name: 'network'
  params: { name: name, location: location, tags: tags }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${name}-identity'
  location: location
  tags: tags
}

module database 'database.bicep' = {
  name: 'database'
  params: {
    name: '${name}-${unique}'
    location: location
    tags: tags
    password: databasePassword
    sku: databaseSku
    gigabytes: databaseGigabytes
    zoneRedundant: zoneRedundant
    subnet: network.outputs.databaseSubnet
    zone: network.outputs.databaseZone
  }
}

// Membership (a table) and snapshots (blobs). No key opens it, only the identity.
resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: toLower(take('${replace(name, '-', '')}${unique}', 24))
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    networkAcls: {
      defaultAction: 'Deny'
      bypass: 'None'
      virtualNetworkRules: [{ id: network.outputs.appsSubnet, action: 'Allow' }]
    }
  }
}

resource mayUseTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, identity.id, roles.tables)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.tables)
  }
}

resource mayUseBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(storage.id, identity.id, roles.blobs)
  scope: storage
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.blobs)
  }
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: take('${name}-${unique}', 24)
  location: location
  tags: tags
  properties: {
    tenantId: subscription().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
  }

  resource key 'secrets' = {
    name: 'admin-key'
    properties: { value: adminKey }
  }

  resource connection 'secrets' = {
    name: 'connection-string'
    properties: {
      // A quoted value: whatever is in the password ends neither it nor the string.
      value: 'Host=${database.outputs.host};Username=tracker;Password="${replace(databasePassword, '"', '""')}";Database=tracker;SSL Mode=VerifyFull'
    }
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, roles.secrets)
  scope: vault
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.secrets)
  }
}

resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = if (!empty(registry)) {
  name: empty(registry) ? 'none' : registry
}

resource mayPull 'Microsoft.Authorization/roleAssignments@2022-04-01' = if (!empty(registry)) {
  name: guid(resourceGroup().id, registry, identity.id, roles.pull)
  scope: images
  properties: {
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.pull)
  }
}

resource lines 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-log'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2025-01-01' = {
  name: '${name}-apps'
  location: location
  tags: tags
  properties: {
    zoneRedundant: zoneRedundant
    vnetConfiguration: { infrastructureSubnetId: network.outputs.appsSubnet }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: lines.properties.customerId
        sharedKey: lines.listKeys().primarySharedKey
      }
    }
  }
}

resource app 'Microsoft.App/containerApps@2025-01-01' = {
  name: name
  location: location
  tags: tags
  dependsOn: [mayReadSecrets, mayUseTables, mayUseBlobs, mayPull]
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    environmentId: environment.id
    workloadProfileName: 'Consumption'
    configuration: {
      activeRevisionsMode: 'Single'
      registries: empty(registry) ? [] : [{ server: '${registry}.azurecr.io', identity: identity.id }]
      secrets: [
        { name: 'admin-key', keyVaultUrl: vault::key.properties.secretUri, identity: identity.id }
        { name: 'connection-string', keyVaultUrl: vault::connection.properties.secretUri, identity: identity.id }
      ]
      ingress: {
        external: true
        targetPort: 5080
        // HTTP/1.1 with WebSockets and HTTP/2 in front. A request ends after 240 s here: SSE readers come back by their cursor, WebSockets stay.
        transport: 'auto'
        allowInsecure: false
        // Any replica resumes any cursor.
        stickySessions: { affinity: 'none' }
      }
    }
    template: {
      // Five for the stop, and what the ingress needs to notice.
      terminationGracePeriodSeconds: 20
      containers: [
        {
          name: 'tracker'
          image: image
          resources: { cpu: json('2.0'), memory: '4Gi' }
          env: [
            { name: 'Tracker__Log', value: 'postgres' }
            { name: 'Tracker__ConnectionString', secretRef: 'connection-string' }
            { name: 'Tracker__Cluster', value: 'azure' }
            { name: 'Tracker__AzureStorage', value: storage.properties.primaryEndpoints.blob }
            // Which of the container's identities it is.
            { name: 'AZURE_CLIENT_ID', value: identity.properties.clientId }
            { name: 'Tracker__SiloPort', value: '11111' }
            { name: 'Tracker__GatewayPort', value: '30000' }
            { name: 'Tracker__AdminKey', secretRef: 'admin-key' }
            { name: 'Tracker__PublicRead', value: string(publicRead) }
            { name: 'Tracker__LogFormat', value: 'json' }
            // The environment's own proxies, wherever they are: nobody else reaches the port.
            { name: 'Tracker__ForwardedFrom', value: '10.0.0.0/8,100.64.0.0/10' }
            { name: 'Tracker__DrainSeconds', value: '5' }
          ]
          probes: [
            { type: 'Startup', httpGet: { path: '/health/live', port: 5080 }, periodSeconds: 2, failureThreshold: 150 }
            { type: 'Liveness', httpGet: { path: '/health/live', port: 5080 }, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 6 }
            // True while the database is away: boards are served, and posts get a 503 that says when to come back.
            { type: 'Readiness', httpGet: { path: '/health/serving', port: 5080 }, periodSeconds: 2, timeoutSeconds: 2, failureThreshold: 2 }
          ]
          volumeMounts: [{ volumeName: 'data', mountPath: '/data' }]
        }
      ]
      // Index and search, made anew from the log at each start.
      volumes: [{ name: 'data', storageType: 'EmptyDir' }]
      scale: {
        minReplicas: minReplicas
        maxReplicas: maxReplicas
        rules: [
          { name: 'readers', http: { metadata: { concurrentRequests: string(readersPerReplica) } } }
          { name: 'cpu', custom: { type: 'cpu', metadata: { type: 'Utilization', value: '60' } } }
        ]
      }
    }
  }
}

output address string = 'https://${app.properties.configuration.ingress.fqdn}'
output database string = database.outputs.host
output identity string = identity.properties.clientId
