"""Trains the shop's recommendation model on SageMaker."""

import boto3

ROLE = "arn:aws:iam::111122223333:role/shop-training"
IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/recommend:latest"

sagemaker = boto3.client("sagemaker")
s3 = boto3.client("s3")


def upload(path: str) -> None:
    with open(path, "rb") as data:
        s3.put_object(Bucket="shop-training-data", Key="orders.csv", Body=data)


def train(name: str) -> None:
    sagemaker.create_training_job(
        TrainingJobName=name,
        RoleArn=ROLE,
        AlgorithmSpecification={"TrainingImage": IMAGE, "TrainingInputMode": "File"},
        OutputDataConfig={"S3OutputPath": "s3://shop-models/"},
        ResourceConfig={"InstanceType": "ml.m5.xlarge", "InstanceCount": 2, "VolumeSizeInGB": 50},
        StoppingCondition={"MaxRuntimeInSeconds": 3600},
        EnableInterContainerTrafficEncryption=False,
    )
